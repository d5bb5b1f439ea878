package io.semblance.asset.evidence;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a match beyond its score.
 *
 * @param bits minus log2 of the probability that an unrelated asset comes at least this near
 * @param chance unrelated assets that are expected to come at least this near, in an index of this size
 * @param types bits by type, for each type that query and asset share
 * @param verdict what it is; null where that is not certain
 */
public record MatchEvidence(double bits, double chance, Map<String, Double> types, @Nullable Verdict verdict) {

    static MatchEvidence of(double bits, long assets, Map<String, Double> types, @Nullable Verdict verdict) {
        return new MatchEvidence(bits, assets * Math.pow(2, -bits), types, verdict);
    }
}
