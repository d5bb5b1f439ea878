package io.semblance.bench.evidence;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.asset.evidence.UnitJudging;
import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;

/**
 * Random pairs: the share whose stated probability is below 10^-1, 10^-2 and so on, over that probability; 1 is perfect, 3 means
 * three times as many as stated. INSTANCE is left out: it would find the copies.
 */
final class Calibration {

    static final int DECADES = 6;
    private static final long SEED = 7;

    private final Works works;
    private final Map<UnitType, TypeModels> models;
    private final long[][] below = new long[2][DECADES + 1];

    Calibration(Works works, Map<UnitType, TypeModels> models, int pairs) {
        this.works = works;
        this.models = models;
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<IsccUnit>> units = works.assets.stream()
                .map(asset -> asset.units().stream().filter(unit -> !unit.type().isInstance()).toList()).toList();
        for (int i = 0; i < pairs; i++) {
            int a = random.nextInt(units.size());
            UnitJudging judging = judging(units.get(a));
            // Several partners for one: making the judging costs more than a pair.
            for (int partner = 0; partner < 16; partner++) {
                int b = random.nextInt(units.size());
                judging.asset(units.get(b));
                if (a != b && !judging.evidence().types().isEmpty()) {
                    add(0, judging.bits());
                    if (works.areStrangers(a, b)) {
                        add(1, judging.bits());
                    }
                }
            }
        }
    }

    private void add(int row, double bits) {
        double decades = bits * Math.log10(2);
        for (int decade = 0; decade <= DECADES && decades >= decade; decade++) {
            below[row][decade]++;
        }
    }

    private UnitJudging judging(List<IsccUnit> query) {
        return new UnitJudging(query, Judging.PLAIN, works.assets.size(),
                type -> models.getOrDefault(type, TypeModels.assumed(type.name())));
    }

    /** Share below 10^-decade over 10^-decade, of all pairs or of strangers. */
    double ratio(boolean strangers, int decade) {
        long[] row = below[strangers ? 1 : 0];
        return row[decade] * Math.pow(10, decade) / row[0];
    }

    /** Number of pairs. */
    long pairs(boolean strangers) {
        return below[strangers ? 1 : 0][0];
    }
}
