package io.semblance.record;

import java.nio.ByteBuffer;
import org.lmdbjava.Cursor;

/**
 * The change log: which ids each commit put or deleted, so that what is derived from the record (graph, follower,
 * incremental copy) catches up from the sequence number that it knows instead of reading everything.
 *
 * <p>
 * It is bounded by its weight: the number of its changes, where a row without any counts one. Each commit trims the oldest
 * rows beyond that, but only a few more rows than it added itself, so that a lowered retention is reached over many
 * commits and delays none. {@link RecordState#trimmed()} says from where on the log is whole.
 */
final class ChangeLog {

    private static final int CHANGES_PER_ROW = 4096;
    private static final int ENTRY_BYTES = 1 + Long.BYTES;
    private static final int TRIMMED_ROWS_BEYOND_ADDED = 16;

    private ChangeLog() {
    }

    /** Logs the transaction's commit, trims, and stores the state after it, which is returned. */
    static RecordState append(WriteTransaction tx, RecordState before, long retainedChanges) {
        int rows = 0;
        long weight = before.logWeight();
        int from = 0;
        do {
            int to = Math.min(tx.changes().size(), from + CHANGES_PER_ROW);
            tx.write(Table.LOG, key(tx.sequence(), rows++), row(tx, from, to));
            weight += Math.max(1, to - from);
            from = to;
        } while (from < tx.changes().size());
        RecordState added = new RecordState(tx.sequence(), tx.timeMicros(), weight, before.trimmed());
        RecordState after = weight <= retainedChanges
                ? added
                : trim(tx, added, retainedChanges, rows + TRIMMED_ROWS_BEYOND_ADDED);
        after.write(tx);
        tx.writeSum();
        return after;
    }

    private static byte[] row(WriteTransaction tx, int from, int to) {
        ByteBuffer row = ByteBuffer.allocate(Long.BYTES + (to - from) * ENTRY_BYTES).putLong(tx.timeMicros());
        for (int i = from; i < to; i++) {
            row.put(tx.changes().code(i)).putLong(tx.changes().id(i));
        }
        return row.array();
    }

    private static RecordState trim(WriteTransaction tx, RecordState state, long retainedChanges, int maxRows) {
        long weight = state.logWeight();
        long trimmed = state.trimmed();
        try (Cursor<ByteBuffer> cursor = tx.environment.table(Table.LOG).openCursor(tx.active())) {
            for (int i = 0; i < maxRows && weight > retainedChanges && cursor.first(); i++) {
                trimmed = Keys.id(cursor.key());
                weight -= Math.max(1, changesIn(cursor.val()));
                byte[] row = new byte[cursor.key().remaining()];
                cursor.key().get(cursor.key().position(), row);
                tx.removed(Table.LOG, row, cursor.val());
                cursor.delete();
            }
        }
        return new RecordState(state.sequence(), state.timeMicros(), weight, trimmed);
    }

    /** Visits what was committed after a sequence number. */
    static void since(ReadTransaction tx, long sequence, ChangeVisitor visitor) {
        RecordState state = RecordState.read(tx);
        if (sequence < state.trimmed() || sequence > state.sequence()) {
            throw new ChangeLogGapException(sequence, state.trimmed(), state.sequence());
        }
        tx.scan(Table.LOG, key(sequence + 1, 0), (key, row) -> visitRow(Keys.id(key), row, visitor));
    }

    private static boolean visitRow(long sequence, ByteBuffer row, ChangeVisitor visitor) {
        int changes = changesIn(row);
        long timeMicros = row.getLong();
        for (int i = 0; i < changes; i++) {
            if (!visitor.visit(new Change(sequence, timeMicros, ChangeOperation.of(row.get()), row.getLong()))) {
                return false;
            }
        }
        return true;
    }

    private static int changesIn(ByteBuffer row) {
        return (row.remaining() - Long.BYTES) / ENTRY_BYTES;
    }

    private static byte[] key(long sequence, int part) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(sequence).putInt(part).array();
    }
}
