package io.semblance.asset.backend;

/**
 * What a deployment may tune.
 *
 * @param matchThresholdUnits least score of a unit type that counts, 0 to 1
 * @param matchThresholdSimprints least similarity of a simprint that counts, 0 to 1
 * @param confidenceExponent exponent of the asset score, at least 1
 * @param scanThreads platform threads that scan, at least 1
 */
public record BackendSettings(double matchThresholdUnits, double matchThresholdSimprints, int confidenceExponent,
        int scanThreads) {

    /** As iscc-search has them, with a scan thread for each processor. */
    public static BackendSettings defaults() {
        return new BackendSettings(0.75, 0.75, 4, Runtime.getRuntime().availableProcessors());
    }
}
