package io.semblance.asset.backend.stored;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;
import io.semblance.record.WriteTransaction;

/** Table {@code postings}: from the body of a unit to the assets that have it, found by prefix in both directions. */
public final class Postings {

    private static final int TYPE_BYTES = 2;
    private static final int STEP_BYTES = 4;

    private Postings() {
    }

    static void replace(WriteTransaction tx, byte[] id, List<IsccUnit> before, List<IsccUnit> now,
            Predicate<UnitType> posted) {
        for (IsccUnit unit : before) {
            if (posted.test(unit.type()) && !now.contains(unit)) {
                tx.deleteDuplicate(Table.POSTINGS, key(unit), id);
            }
        }
        for (IsccUnit unit : now) {
            if (posted.test(unit.type()) && !before.contains(unit)) {
                tx.putDuplicate(Table.POSTINGS, key(unit), id);
            }
        }
    }

    /**
     * Finds all postings of which the body begins with the query's body, or is the beginning of it.
     *
     * @return postings that were read
     */
    public static long find(ReadTransaction tx, IsccUnit query, Found found) {
        byte[] key = key(query);
        long[] read = {0};
        tx.scanPrefix(Table.POSTINGS, key, (posting, id) -> {
            read[0]++;
            found.posting(Keys.id(id), posting.remaining() - TYPE_BYTES);
            return true;
        });
        for (int bytes = STEP_BYTES; bytes < query.bits() / 8; bytes += STEP_BYTES) {
            int length = bytes;
            tx.duplicates(Table.POSTINGS, Arrays.copyOf(key, TYPE_BYTES + bytes), id -> {
                read[0]++;
                found.posting(Keys.id(id), length);
                return true;
            });
        }
        return read[0];
    }

    private static byte[] key(IsccUnit unit) {
        return Keys.posting((short) unit.type().key(), unit.body());
    }

    /** Takes the id and the number of bytes of a stored body that shares a prefix with the query. */
    @FunctionalInterface
    public interface Found {

        /** Called once for each posting. */
        void posting(long id, int bytes);

    }
}
