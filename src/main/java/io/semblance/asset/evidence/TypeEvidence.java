package io.semblance.asset.evidence;

import io.semblance.code.UnitType;

/**
 * How near query and asset are in one type.
 *
 * @param differing bits that differ, of the nearest pair of units
 * @param compared bits that were compared
 * @param bits evidence
 */
record TypeEvidence(UnitType type, int differing, int compared, double bits) {

    double similarity() {
        return 1.0 - (double) differing / compared;
    }
}
