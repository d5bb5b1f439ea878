package io.semblance.record;

import java.nio.ByteBuffer;

/**
 * What a record knows about its own past; stored with every commit.
 *
 * @param sequence number of the last commit, 0 before the first
 * @param timeMicros its time
 * @param logWeight sum over the rows of the change log of their changes, at least 1 each
 * @param trimmed the highest sequence number of which a row was trimmed from the log; what came after it is whole
 */
record RecordState(long sequence, long timeMicros, long logWeight, long trimmed) {

    static final RecordState EMPTY = new RecordState(0, 0, 0, 0);

    private static final byte[] KEY = Keys.name("record.state");

    static RecordState read(ReadTransaction tx) {
        ByteBuffer stored = tx.get(Table.META, KEY);
        if (stored == null) {
            return EMPTY;
        }
        if (stored.remaining() != 4 * Long.BYTES) {
            throw new RecordFormatException("record.state has " + stored.remaining() + " bytes", null);
        }
        return new RecordState(stored.getLong(), stored.getLong(), stored.getLong(), stored.getLong());
    }

    void write(WriteTransaction tx) {
        tx.write(Table.META, KEY, ByteBuffer.allocate(4 * Long.BYTES).putLong(sequence).putLong(timeMicros)
                .putLong(logWeight).putLong(trimmed).array());
    }
}
