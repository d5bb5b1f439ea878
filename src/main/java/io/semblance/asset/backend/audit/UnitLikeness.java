package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;

/** How like the units of an asset are to those of a query, of which there is one for each type at most. */
final class UnitLikeness implements PackedUnits.Visitor {

    private final List<IsccUnit> query;
    private final double[] scores;

    UnitLikeness(List<IsccUnit> query) {
        this.query = query;
        this.scores = new double[query.size()];
    }

    /** One score for each unit of the query; NaN where the asset has none of its type, or another INSTANCE. Reused. */
    double[] of(ByteBuffer packed) {
        Arrays.fill(scores, Double.NaN);
        PackedUnits.visit(packed, this);
        return scores;
    }

    @Override
    public void unit(int type, int bits, long w0, long w1, long w2, long w3) {
        for (int i = 0; i < scores.length; i++) {
            IsccUnit unit = query.get(i);
            if (unit.type().key() == type) {
                int common = Nphd.commonBits(unit.bits(), bits);
                int differing = Nphd.differing(unit.w0(), unit.w1(), unit.w2(), unit.w3(), w0, w1, w2, w3, common);
                if (!unit.type().isInstance()) {
                    scores[i] = Nphd.similarity(differing, common);
                } else if (differing == 0) {
                    scores[i] = 1.0;
                }
            }
        }
    }
}
