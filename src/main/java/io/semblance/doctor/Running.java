package io.semblance.doctor;

import java.util.function.Supplier;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;

/**
 * What only a running service knows of itself.
 *
 * @param growth how its data grew
 * @param scans what it has scanned so far
 * @param snapshots what it saw last of the directory of the snapshots; null while it has seen nothing yet
 */
public record Running(DataGrowth growth, Supplier<ScanFigures> scans, Supplier<Snapshots.@Nullable Seen> snapshots) {
}
