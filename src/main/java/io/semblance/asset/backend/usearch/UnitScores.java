package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

/** Scores the units of a stored asset against those of a query, straight from their packed form. */
final class UnitScores implements PackedUnits.Visitor {

    private final List<IsccUnit> query;
    private final List<UnitType> types = new ArrayList<>();
    private final int[] typeOf;
    private double[] scores = {};

    UnitScores(List<IsccUnit> query) {
        this.query = query;
        this.typeOf = new int[query.size()];
        for (int i = 0; i < typeOf.length; i++) {
            UnitType type = query.get(i).type();
            if (!types.contains(type)) {
                types.add(type);
            }
            typeOf[i] = types.indexOf(type);
        }
    }

    /** A score for each type of the query; NaN where the asset has none of the type, or another INSTANCE. */
    double[] of(ByteBuffer packed) {
        scores = new double[types.size()];
        Arrays.fill(scores, Double.NaN);
        PackedUnits.visit(packed, this);
        return scores;
    }

    /** The scores that there are, by name of the type. */
    Map<String, Double> named(double[] ofAsset) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < ofAsset.length; i++) {
            if (!Double.isNaN(ofAsset[i])) {
                named.put(types.get(i).name(), ofAsset[i]);
            }
        }
        return named;
    }

    @Override
    public void unit(int type, int bits, long w0, long w1, long w2, long w3) {
        for (int i = 0; i < typeOf.length; i++) {
            IsccUnit unit = query.get(i);
            if (unit.type().key() == type) {
                int common = Nphd.commonBits(unit.bits(), bits);
                int differing = Nphd.differing(unit.w0(), unit.w1(), unit.w2(), unit.w3(), w0, w1, w2, w3, common);
                score(typeOf[i], unit.type().isInstance(), differing, common);
            }
        }
    }

    private void score(int type, boolean instance, int differing, int common) {
        if (!instance) {
            double score = Nphd.similarity(differing, common);
            scores[type] = Double.isNaN(scores[type]) ? score : Math.max(scores[type], score);
        } else if (differing == 0) {
            scores[type] = 1.0;
        }
    }
}
