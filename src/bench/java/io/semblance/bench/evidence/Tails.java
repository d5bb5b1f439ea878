package io.semblance.bench.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.evidence.DistanceModel;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

/**
 * Codes of strangers, type by type: the share of pairs whose stated probability is below 10^-1, 10^-2 and so on, over that
 * probability, where it is stated by the incomplete beta function, which is the exact tail, and by Chernoff's bound. The form
 * is the better one whose numbers stay nearer to 1; and what is off in one type alone is no matter of how types are added up.
 */
final class Tails {

    private static final int BITS = 256;
    private static final int PAIRS = 6_000_000;
    private static final long SEED = 8;

    private record Code(int asset, IsccUnit unit) {
    }

    /**
     * One type by one form.
     *
     * @param ratios by decade, from 10^-1 on
     */
    record Row(String type, String form, long pairs, List<Double> ratios) {
    }

    private final Works works;
    private final Map<UnitType, TypeModels> models;

    Tails(Works works, Map<UnitType, TypeModels> models) {
        this.works = works;
        this.models = models;
    }

    List<Row> rows() {
        Map<String, List<Code>> byType = new TreeMap<>();
        for (int asset = 0; asset < works.assets.size(); asset++) {
            for (IsccUnit unit : works.assets.get(asset).units()) {
                if (unit.bits() == BITS && !unit.type().isInstance()) {
                    byType.computeIfAbsent(unit.type().name(), none -> new ArrayList<>()).add(new Code(asset, unit));
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        byType.forEach((type, codes) -> {
            TypeModels ofType = models.get(UnitType.ofName(type));
            long[] pairs = strangers(codes);
            long count = Arrays.stream(pairs).sum();
            if (ofType != null && count > PAIRS / 10) {
                DistanceModel model = ofType.at(BITS);
                rows.add(row(type, "exact", pairs, model, false));
                rows.add(row(type, "Chernoff", pairs, model, true));
            }
        });
        return rows;
    }

    private long[] strangers(List<Code> codes) {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] pairs = new long[BITS + 1];
        for (int i = 0; i < PAIRS; i++) {
            Code a = codes.get(random.nextInt(codes.size()));
            Code b = codes.get(random.nextInt(codes.size()));
            if (works.areStrangers(a.asset, b.asset)) {
                pairs[Nphd.differing(a.unit, b.unit)]++;
            }
        }
        return pairs;
    }

    private static Row row(String type, String form, long[] pairs, DistanceModel model, boolean bound) {
        long count = Arrays.stream(pairs).sum();
        long[] below = new long[Calibration.DECADES + 1];
        for (int distance = 0; distance <= BITS; distance++) {
            double decades = -Math.log10(bound ? chernoff(model, distance) : model.probability(distance));
            for (int decade = 1; decade <= Calibration.DECADES && decades >= decade; decade++) {
                below[decade] += pairs[distance];
            }
        }
        List<Double> ratios = new ArrayList<>();
        for (int decade = 1; decade <= Calibration.DECADES; decade++) {
            ratios.add(below[decade] * Math.pow(10, decade) / count);
        }
        return new Row(type, form, count, ratios);
    }

    /** Of as many coins as the code has effective bits: e to the minus n times the relative entropy. */
    private static double chernoff(DistanceModel model, int distance) {
        double share = (double) distance / model.compared();
        if (share >= model.mean()) {
            return 1;
        }
        double entropy = term(share, model.mean()) + term(1 - share, 1 - model.mean());
        return Math.exp(-model.effectiveBits() * entropy);
    }

    private static double term(double share, double mean) {
        return share == 0 ? 0 : share * Math.log(share / mean);
    }
}
