package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.List;

import io.semblance.asset.Scoring;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.RecordFile;
import io.semblance.record.Table;

/**
 * Witness answers of a record: a sample of stored assets as queries, answered by similarity. All of them are answered in
 * one pass over the units, which compares every asset with every query: no index structure is involved that could be
 * wrong in the same way as the one that serves.
 */
public final class Witnesses {

    private final ReadTransaction tx;
    private final Scoring scoring;
    private final int realm;

    private Witnesses(ReadTransaction tx, Scoring scoring) {
        this.tx = tx;
        this.scoring = scoring;
        this.realm = IndexMeta.realm(tx);
    }

    /** Picks at most so many assets with units, spread over all, always the same of one state, and answers for them. */
    public static List<Witness> sample(RecordFile record, int number, Scoring scoring) {
        return record.read(tx -> {
            Witnesses witnesses = new Witnesses(tx, scoring);
            return witnesses.answer(Sample.of(tx, Table.UNITS, number, record.sequence()));
        });
    }

    /**
     * Answers again for the same assets.
     *
     * @throws DamagedRecordException if one of them is not there
     */
    public static List<Witness> again(RecordFile record, List<Witness> before, Scoring scoring) {
        return record.read(tx -> new Witnesses(tx, scoring)
                .answer(before.stream().map(witness -> IsccId.parse(witness.asset()).body()).toList()));
    }

    private List<Witness> answer(List<Long> ids) {
        List<Asked> asked = ids.stream().map(this::ask).toList();
        tx.scan(Table.UNITS, new byte[0], (key, units) -> {
            long id = Keys.id(key);
            int start = units.position();
            for (Asked query : asked) {
                query.compare(id, units.position(start));
            }
            return true;
        });
        return asked.stream().map(query -> query.witness(realm)).toList();
    }

    private Asked ask(long id) {
        ByteBuffer units = StoredAssets.units(tx, id);
        if (units == null) {
            throw new DamagedRecordException("the asset " + new IsccId(realm, id).text() + " is not there", null);
        }
        return new Asked(id, PackedUnits.decode(units), scoring);
    }

    /** One query on its way over all assets. */
    private static final class Asked {

        private final long id;
        private final UnitLikeness likeness;
        private final Scoring scoring;
        private final BestMatches best = new BestMatches();

        Asked(long id, List<IsccUnit> units, Scoring scoring) {
            this.id = id;
            this.likeness = new UnitLikeness(units);
            this.scoring = scoring;
        }

        void compare(long other, ByteBuffer units) {
            double[] scores = likeness.of(units);
            if (scoring.matches(scores)) {
                best.add(other, scoring.score(scores));
            }
        }

        Witness witness(int realm) {
            return new Witness(new IsccId(realm, id).text(), best.number(), best.first(realm));
        }
    }
}
