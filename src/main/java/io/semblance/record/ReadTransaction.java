package io.semblance.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/**
 * Reading at one state of the record. Buffers that it hands out are read-only windows into the mapped file: valid until
 * the task that got the transaction returns (within a {@link WriteTransaction}: until its next change), and never after.
 * To be used by one thread at a time. Keys have 1 to {@link Keys#MAX_BYTES} bytes, else
 * {@link IllegalArgumentException}.
 */
public sealed class ReadTransaction permits WriteTransaction {

    final LmdbEnvironment environment;
    final Txn<ByteBuffer> txn;
    private final ByteBuffer keyBuffer;
    private boolean ended;

    /** The key buffer is direct, of {@link Keys#MAX_BYTES} bytes, and belongs to the thread that reads. */
    ReadTransaction(LmdbEnvironment environment, Txn<ByteBuffer> txn, ByteBuffer keyBuffer) {
        this.environment = environment;
        this.txn = txn;
        this.keyBuffer = keyBuffer;
    }

    /** The value of a key, the first one if it has several; null if it has none. */
    public @Nullable ByteBuffer get(Table table, byte[] key) {
        ByteBuffer value = environment.table(table).get(active(), keyBuffer(key));
        return value == null ? null : value.asReadOnlyBuffer();
    }

    /** A copy of the value of a key, which stays valid; null if there is none. */
    public byte @Nullable [] getBytes(Table table, byte[] key) {
        ByteBuffer value = environment.table(table).get(active(), keyBuffer(key));
        if (value == null) {
            return null;
        }
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return bytes;
    }

    /** True if the key has a value. */
    public boolean contains(Table table, byte[] key) {
        return environment.table(table).get(active(), keyBuffer(key)) != null;
    }

    /** Visits the entries from a key on (inclusive; an empty key is before all others) until the visitor has enough. */
    public void scan(Table table, byte[] fromKey, EntryVisitor visitor) {
        try (Cursor<ByteBuffer> cursor = environment.table(table).openCursor(active())) {
            boolean found = fromKey.length == 0
                    ? cursor.first()
                    : cursor.get(keyBuffer(fromKey), GetOp.MDB_SET_RANGE);
            while (found && visitor.visit(cursor.key().asReadOnlyBuffer(), cursor.val().asReadOnlyBuffer())) {
                found = cursor.next();
            }
        }
    }

    /** Visits the entries whose keys begin with the prefix until the visitor has enough. */
    public void scanPrefix(Table table, byte[] prefix, EntryVisitor visitor) {
        ByteBuffer start = ByteBuffer.wrap(prefix);
        scan(table, prefix, (key, value) -> {
            int differs = start.mismatch(key);
            return (differs < 0 || differs == prefix.length) && visitor.visit(key, value);
        });
    }

    /** Visits the values of one key, in order, until the visitor has enough. */
    public void duplicates(Table table, byte[] key, ValueVisitor visitor) {
        try (Cursor<ByteBuffer> cursor = environment.table(table).openCursor(active())) {
            boolean found = cursor.get(keyBuffer(key), GetOp.MDB_SET_KEY);
            while (found && visitor.visit(cursor.val().asReadOnlyBuffer())) {
                found = table.duplicates() && cursor.seek(SeekOp.MDB_NEXT_DUP);
            }
        }
    }

    /** Number of entries of a table; a key with several values counts once for each. */
    public long entries(Table table) {
        return environment.table(table).stat(active()).entries;
    }

    /**
     * Visits the committed changes after a sequence number, oldest first.
     *
     * @param sequence the last commit that the caller knows, 0 for none
     * @throws ChangeLogGapException if the log no longer reaches back so far, or the number is greater than the last
     *         commit's
     */
    public void changesSince(long sequence, ChangeVisitor visitor) {
        ChangeLog.since(this, sequence, visitor);
    }

    /** Number of the last commit of this state, 0 before the first. */
    public long lastCommit() {
        return RecordState.read(this).sequence();
    }

    /** A number that tells something of this record, by its name, from the same of any other record. */
    public long identity(String name) {
        byte[] own = getBytes(Table.META, RecordMark.IDENTITY_KEY);
        return own == null ? 0 : RecordMark.identity(own, name);
    }

    /** Bytes of the record's file, pages that are free for reuse included. */
    public long sizeBytes() {
        active();
        return environment.sizeBytes();
    }

    /** LMDB's number of the commit whose state this is. */
    final long transaction() {
        return active().getId();
    }

    /** The LMDB transaction, as long as it may be used. */
    final Txn<ByteBuffer> active() {
        if (ended) {
            throw new IllegalStateException("a transaction must not be used after its task has returned");
        }
        return txn;
    }

    final ByteBuffer keyBuffer(byte[] key) {
        if (key.length == 0 || key.length > Keys.MAX_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + Keys.MAX_BYTES + " bytes, not " + key.length);
        }
        return keyBuffer.clear().put(key).flip();
    }

    final void end() {
        ended = true;
    }
}
