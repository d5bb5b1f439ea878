package io.semblance.asset.backend.usearch.proposal;

/**
 * What {@link RecallProbe} measured, each 0 to 1; NaN before.
 *
 * @param nearest share of the nearest ten matching codes that the graph finds
 * @param self share of the stored codes that find themselves
 */
public record Recall(double nearest, double self) {

    static final Recall UNKNOWN = new Recall(Double.NaN, Double.NaN);
}
