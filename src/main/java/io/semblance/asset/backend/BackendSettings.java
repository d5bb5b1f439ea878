package io.semblance.asset.backend;

import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.graph.GraphLibrary;

import org.jspecify.annotations.Nullable;

/**
 * What a deployment may tune.
 *
 * @param matchThresholdUnits least score of a unit type that counts, 0 to 1
 * @param matchThresholdSimprints least similarity of a simprint that counts, 0 to 1
 * @param confidenceExponent exponent of the asset score, at least 1
 * @param scanThreads platform threads that scan, at least 1
 * @param graphs when graphs are used
 * @param library what makes graphs; null where there is none, and every search is exact
 */
public record BackendSettings(double matchThresholdUnits, double matchThresholdSimprints, int confidenceExponent,
        int scanThreads, GraphRules graphs, @Nullable GraphLibrary library) {

    /** As iscc-search has them, with a scan thread for each processor and without graphs. */
    public static BackendSettings defaults() {
        return new BackendSettings(0.75, 0.75, 4, Runtime.getRuntime().availableProcessors(), GraphRules.defaults(),
                null);
    }
}
