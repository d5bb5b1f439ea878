package io.semblance.record;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.LmdbException;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** Reading and writing inside the commit that is being made; sees what its group has written so far. */
public final class WriteTransaction extends ReadTransaction {

    private static final byte[] OWN_NAMES = Keys.name("record.");

    private final ByteBuffer valueBuffer = ByteBuffer.allocateDirect(Long.BYTES);
    private final long sequence;
    private final long timeMicros;
    private final ChangeBuffer changes = new ChangeBuffer();
    private long operations;
    private long bytes;
    /** Null while the last commit stored none, being of a version that knows of none. */
    private final @Nullable ContentSum sum;
    private @Nullable LmdbException failure;

    WriteTransaction(LmdbEnvironment environment, Txn<ByteBuffer> txn, ByteBuffer keyBuffer, long sequence,
            long timeMicros) {
        super(environment, txn, keyBuffer);
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        StoredSum before = StoredSum.of(getBytes(Table.META, StoredSum.KEY));
        this.sum = before == null || before.sequence() != sequence - 1 ? null : new ContentSum(before.sum());
    }

    /** The number that this commit will have. */
    public long sequence() {
        return sequence;
    }

    /** The time that this commit will have, microseconds since the epoch. */
    public long timeMicros() {
        return timeMicros;
    }

    /** Sets the value of a key, in a table that has one value per key. */
    public void put(Table table, byte[] key, byte[] value) {
        checkOwner(table, key);
        if (table.duplicates()) {
            throw new IllegalArgumentException(table + " has several values per key: use putDuplicate");
        }
        write(table, key, value);
    }

    /** Removes a key with all its values; false if there was none. */
    public boolean delete(Table table, byte[] key) {
        checkOwner(table, key);
        return change(key.length, () -> {
            if (sum != null) {
                duplicates(table, key, value -> removed(table, key, value));
            }
            return table(table).delete(active(), keyBuffer(key));
        });
    }

    /**
     * Adds one of several values of a key; false if the key has it already.
     *
     * @param value 8 bytes
     */
    public boolean putDuplicate(Table table, byte[] key, byte[] value) {
        ByteBuffer duplicate = duplicate(table, value);
        return change(key.length + value.length, () -> {
            boolean added = table(table).put(active(), keyBuffer(key), duplicate, PutFlags.MDB_NODUPDATA);
            if (added && sum != null) {
                sum.add(table, key, value);
            }
            return added;
        });
    }

    /**
     * Removes one of several values of a key; false if the key does not have it.
     *
     * @param value 8 bytes
     */
    public boolean deleteDuplicate(Table table, byte[] key, byte[] value) {
        ByteBuffer duplicate = duplicate(table, value);
        return change(key.length + value.length, () -> {
            boolean deleted = table(table).delete(active(), keyBuffer(key), duplicate);
            if (deleted && sum != null) {
                sum.remove(table, key, value);
            }
            return deleted;
        });
    }

    /** Adds a line to the change log of this commit. */
    public void logChange(ChangeOperation operation, long id) {
        active();
        operations++;
        changes.add(operation, id);
    }

    /** As {@link #put}, also for the record's own tables and names. */
    void write(Table table, byte[] key, byte[] value) {
        change(key.length + value.length, () -> {
            if (sum != null) {
                byte[] before = getBytes(table, key);
                if (before != null) {
                    sum.remove(table, key, before);
                }
                sum.add(table, key, value);
            }
            table(table).reserve(active(), keyBuffer(key), value.length).put(value);
            return true;
        });
    }

    /** Has the sum follow an entry that is being removed by a cursor; true, so that a scan goes on. */
    boolean removed(Table table, byte[] key, ByteBuffer value) {
        if (sum != null) {
            byte[] bytes = new byte[value.remaining()];
            value.get(value.position(), bytes);
            sum.remove(table, key, bytes);
        }
        return true;
    }

    /** Stores the sum of all that this commit leaves; the last of its writes. */
    void writeSum() {
        if (sum != null) {
            byte[] stored = new StoredSum(sequence, sum.value()).bytes();
            change(stored.length, () -> {
                table(Table.META).reserve(active(), keyBuffer(StoredSum.KEY), stored.length).put(stored);
                return true;
            });
        }
    }

    /** Number of changes asked for so far, those that changed nothing included. */
    long operations() {
        return operations;
    }

    /** Bytes of keys and values written so far. */
    long bytes() {
        return bytes;
    }

    ChangeBuffer changes() {
        return changes;
    }

    /** Throws what LMDB threw at a change, even if the task caught it: the transaction is broken then. */
    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private boolean change(int size, BooleanSupplier change) {
        operations++;
        bytes += size;
        try {
            return change.getAsBoolean();
        } catch (LmdbException e) {
            failure = e;
            throw e;
        }
    }

    private Dbi<ByteBuffer> table(Table table) {
        return environment.table(table);
    }

    private ByteBuffer duplicate(Table table, byte[] value) {
        if (!table.duplicates() || value.length != Long.BYTES) {
            throw new IllegalArgumentException(table + " takes no value of " + value.length + " bytes beside others");
        }
        return valueBuffer.clear().put(value).flip();
    }

    private static void checkOwner(Table table, byte[] key) {
        boolean own = table == Table.META && key.length >= OWN_NAMES.length
                && ByteBuffer.wrap(key, 0, OWN_NAMES.length).equals(ByteBuffer.wrap(OWN_NAMES));
        if (own || table == Table.LOG) {
            throw new IllegalArgumentException("the change log and names that start with record. are the record's own");
        }
    }
}
