package io.semblance.record;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The sum of a record as a commit stores it, under a name of its own that the sum leaves out. A version that knows nothing of
 * it commits without it; then its sequence number is not the record's, and it says nothing.
 *
 * @param sequence number of the commit that stored it
 * @param sum over all entries after that commit
 */
record StoredSum(long sequence, long sum) {

    static final byte[] KEY = Keys.name("record.sum");

    private static final int BYTES = 3 * Long.BYTES;

    /**
     * Reads it; null for null.
     *
     * @throws RecordDamagedException if it is not what was written
     */
    static @Nullable StoredSum of(byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length == BYTES) {
            StoredSum read = new StoredSum(bytes.getLong(), bytes.getLong());
            if (bytes.getLong() == read.proof()) {
                return read;
            }
        }
        throw new RecordDamagedException("the sum of its entries is damaged itself");
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(sequence).putLong(sum).putLong(proof()).array();
    }

    private long proof() {
        byte[] both = ByteBuffer.allocate(2 * Long.BYTES).putLong(sequence).putLong(sum).array();
        return ContentSum.hash(BYTES, both, 0, both.length, both, 0, 0);
    }
}
