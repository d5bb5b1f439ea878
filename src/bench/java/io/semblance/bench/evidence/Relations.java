package io.semblance.bench.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.Scoring;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.asset.evidence.UnitJudging;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

/** Which pairs of known relation match, by threshold and by evidence: by CONTENT alone, cut to a length, and by all types. */
final class Relations {

    /** Compared lengths; 0 stands for all types as stored. */
    static final int[] LENGTHS = {64, 128, 256, 0};

    private final Works works;
    private final Map<UnitType, TypeModels> models;
    private final Scoring scoring = new Scoring(0.75, 4);
    private final Map<String, int[][]> counts = new TreeMap<>();
    private final Map<String, Map<String, Integer>> verdicts = new TreeMap<>();

    Relations(Works works, Map<UnitType, TypeModels> models) {
        this.works = works;
        this.models = models;
        works.pairs.forEach(this::count);
    }

    private void count(Works.Pair pair) {
        int[][] ofRelation = counts.computeIfAbsent(pair.relation(), none -> new int[LENGTHS.length][3]);
        for (int i = 0; i < LENGTHS.length; i++) {
            List<IsccUnit> a = cut(pair.a(), LENGTHS[i]);
            List<IsccUnit> b = cut(pair.b(), LENGTHS[i]);
            double[] scores = scores(a, b);
            if (scores.length > 0) {
                UnitJudging judging = judging(a);
                judging.asset(b);
                ofRelation[i][0]++;
                ofRelation[i][1] += scoring.matches(scores) ? 1 : 0;
                ofRelation[i][2] += judging.matches() ? 1 : 0;
                if (LENGTHS[i] == 0) {
                    MatchEvidence evidence = judging.evidence();
                    verdicts.computeIfAbsent(pair.relation(), none -> new TreeMap<>())
                            .merge(evidence.verdict() == null ? "none" : evidence.verdict().words(), 1, Integer::sum);
                }
            }
        }
    }

    private UnitJudging judging(List<IsccUnit> query) {
        return new UnitJudging(query, Judging.PLAIN, works.assets.size(),
                type -> models.getOrDefault(type, TypeModels.assumed(type.name())));
    }

    private static double[] scores(List<IsccUnit> a, List<IsccUnit> b) {
        List<Double> scores = new ArrayList<>();
        for (IsccUnit one : a) {
            for (IsccUnit other : b) {
                if (one.type().equals(other.type()) && (!one.type().isInstance() || Nphd.isPrefix(one, other))) {
                    scores.add(one.type().isInstance() ? 1.0 : Nphd.similarity(one, other));
                }
            }
        }
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<IsccUnit> cut(Asset asset, int bits) {
        return bits == 0
                ? asset.units()
                : asset.units().stream()
                        .filter(unit -> unit.type().mainType() == MainType.CONTENT && unit.bits() >= bits)
                        .map(unit -> cut(unit, bits)).toList();
    }

    private static IsccUnit cut(IsccUnit unit, int bits) {
        return new IsccUnit(unit.type(), bits, unit.w0(), bits > 64 ? unit.w1() : 0, bits > 128 ? unit.w2() : 0,
                bits > 192 ? unit.w3() : 0);
    }

    /** Pairs, and those that match by threshold and by evidence, by relation and length. */
    Map<String, int[][]> counts() {
        return counts;
    }

    /** How often each verdict was given, by relation, over all types. */
    Map<String, Map<String, Integer>> verdicts() {
        return verdicts;
    }
}
