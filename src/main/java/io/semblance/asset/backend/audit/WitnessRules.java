package io.semblance.asset.backend.audit;

import io.semblance.asset.Scoring;

/**
 * By what the answers of witnesses are found.
 *
 * @param units what matches as a whole, and its score
 * @param simprintThreshold least similarity of a simprint that counts, 0 to 1, inclusive
 */
public record WitnessRules(Scoring units, double simprintThreshold) {

    /** Refuses a threshold that none can be. */
    public WitnessRules {
        if (!(simprintThreshold >= 0 && simprintThreshold <= 1)) {
            throw new IllegalArgumentException("the threshold of simprints is 0 to 1");
        }
    }
}
