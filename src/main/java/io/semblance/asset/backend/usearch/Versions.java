package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.List;

import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.evidence.Folding;
import io.semblance.asset.evidence.UnitJudging;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.record.ReadTransaction;

/** Folds matches that are versions of one work by the units that the record has of them. */
final class Versions {

    private final ReadTransaction tx;
    private final UnitJudging judging;

    private record Candidate(long id, List<IsccUnit> units) {
    }

    Versions(ReadTransaction tx, UnitJudging judging) {
        this.tx = tx;
        this.judging = judging;
    }

    /** Groups of ids, best first. */
    List<Folding.Group<Long>> fold(List<Long> bestFirst, int limit) {
        List<Candidate> candidates = bestFirst.stream().map(id -> new Candidate(id, units(id))).toList();
        return Folding.fold(candidates, limit, (a, b) -> judging.areVersions(a.units, b.units)).stream()
                .map(group -> new Folding.Group<>(group.best().id,
                        group.others().stream().map(Candidate::id).toList()))
                .toList();
    }

    static List<IsccId> ids(int realm, Folding.Group<Long> group) {
        return group.others().stream().map(id -> new IsccId(realm, id)).toList();
    }

    private List<IsccUnit> units(long id) {
        ByteBuffer units = StoredAssets.units(tx, id);
        return units == null ? List.of() : PackedUnits.decode(units);
    }
}
