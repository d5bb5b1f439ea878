package io.semblance.asset;

/**
 * How the codes of one type and length were searched for one query.
 *
 * @param type unit type, or {@code SIMPRINT_} and the simprint type
 * @param bits length of the stored codes; 0 for all lengths together
 * @param plan {@code scan}, {@code graph}, or {@code prefix}
 * @param codes codes that were compared: all there are, or for a graph those that it does not have yet
 * @param candidates codes that the graph proposed; 0 without a graph
 * @param exact true if nothing near enough can be missing
 * @param recall last measured share of the nearest ten matching codes that the graph finds, 0 to 1; NaN without a graph or
 *        before the first measurement
 * @param selfRecall last measured share of the stored codes that find themselves in the graph, likewise
 * @param nanos time that the graph took; for all others the time of the pass, which they share
 */
public record TypeReport(String type, int bits, String plan, long codes, long candidates, boolean exact, double recall,
        double selfRecall, long nanos) {

    /** Codes that were compared one by one, in a scan or by prefix: nothing can be missing. */
    public static TypeReport exact(String type, int bits, String plan, long codes, long nanos) {
        return new TypeReport(type, bits, plan, codes, 0, true, Double.NaN, Double.NaN, nanos);
    }
}
