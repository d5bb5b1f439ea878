package io.semblance.doctor;

import java.util.function.Supplier;

import io.semblance.asset.BackendReport.ScanFigures;

/**
 * What only a running service knows of itself.
 *
 * @param growth how its data grew
 * @param scans what it has scanned so far
 */
public record Running(DataGrowth growth, Supplier<ScanFigures> scans) {
}
