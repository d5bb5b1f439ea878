package io.semblance.asset.evidence;

import java.util.List;

/**
 * What evidence was weighed by in one search.
 *
 * @param assets number of assets in the index: what a probability is multiplied by
 * @param maxChance the largest chance of a match
 * @param neededBits bits of a match
 * @param limitBits bits that it has in at least one type; 0 where the threshold decides what matches, or no units of such a
 *        type are asked for
 * @param models of the types that were compared
 */
public record EvidenceReport(long assets, double maxChance, double neededBits, double limitBits, List<Model> models) {

    /**
     * The model of a type and a compared length.
     *
     * @param type unit type, or {@code SIMPRINT_} and the simprint type
     * @param limit largest distance that can match by evidence; -1 if none can
     */
    public record Model(String type, DistanceModel model, int limit) {
    }
}
