package io.semblance.kernel;

/**
 * One query against blocks of one length: the words cut to the compared length, the limit, and where hits go. The kernel
 * counts its work here. Not thread-safe: each thread of a scan has its own.
 *
 * <p>
 * <b>Leading words.</b> A scan for near codes meets almost only far ones, and those show early: of two unrelated codes of
 * 256 bits, 96 of the first 192 bits differ, give or take 7. If the limit lies well below that, the kernel compares only the
 * leading words of all codes (a quarter to a half of the memory is never read) and completes the few that pass. The result
 * is the same; the number of leading words is a bet on cost, taken from the limit as if bits were fair coins, and raised
 * where the stored codes turn out to be more alike than that.
 */
public final class ScanQuery {

    /** Standard deviations between the limit and the middle of unrelated codes from which a prefix decides. */
    private static final double MARGIN = 2.6;

    /** Where a query stands, to return to when a scan fails. */
    record Mark(int hits, long codes, long bytes) {
    }

    final long q0;
    final long q1;
    final long q2;
    final long q3;
    /** Words to compare, and the mask of the last of them. */
    final int words;
    final long lastMask;
    final int storedBits;
    final int bits;
    final Hits hits;
    int limit;
    /** Words to compare first, 1 to {@link #words}. */
    int lead;
    private long codes;
    private long bytes;

    /**
     * A query over codes of {@code storedBits} bits.
     *
     * @param query words of the query, see {@link CodeWords}
     * @param queryBits its length; the shorter of both lengths is compared
     * @param limit largest distance in bits that is a hit; negative finds nothing
     * @param hits where hits are appended
     */
    public ScanQuery(int storedBits, long[] query, int queryBits, int limit, Hits hits) {
        CodeWords.requireBits(storedBits);
        CodeWords.requireBits(queryBits);
        this.storedBits = storedBits;
        this.bits = Math.min(storedBits, queryBits);
        this.words = CodeWords.count(bits);
        this.lastMask = CodeWords.mask(bits, words - 1);
        this.q0 = cut(query, 0);
        this.q1 = cut(query, 1);
        this.q2 = cut(query, 2);
        this.q3 = cut(query, 3);
        this.hits = hits;
        limit(limit);
    }

    /** Sets another limit, for a scan that narrows as it finds. */
    public void limit(int newLimit) {
        limit = newLimit;
        lead = 1;
        while (lead < words && newLimit > 32 * lead - MARGIN * 4 * Math.sqrt(lead)) {
            lead++;
        }
    }

    /** The largest distance that is a hit. */
    public int limit() {
        return limit;
    }

    /** Number of bits that are compared. */
    public int bits() {
        return bits;
    }

    /** The hits so far. */
    public Hits hits() {
        return hits;
    }

    /** Codes compared so far. */
    public long codes() {
        return codes;
    }

    /** Bytes of codes read so far for all codes alike; what was read again to complete the few that passed is not in it. */
    public long bytes() {
        return bytes;
    }

    void worked(int codesOfChunk) {
        codes += codesOfChunk;
        bytes += (long) codesOfChunk * lead * Long.BYTES;
    }

    Mark mark() {
        return new Mark(hits.size(), codes, bytes);
    }

    /** Forgets what was found and counted since the mark. */
    void rewind(Mark mark) {
        hits.truncate(mark.hits);
        codes = mark.codes;
        bytes = mark.bytes;
    }

    /** Distance to the code in a slot over the compared length. */
    int distance(Chunk chunk, int slot) {
        int last = words - 1;
        int distance = Long.bitCount((chunk.word(slot, last) ^ word(last)) & lastMask);
        for (int word = 0; word < last; word++) {
            distance += Long.bitCount(chunk.word(slot, word) ^ word(word));
        }
        return distance;
    }

    /** The same query with hits and counters of its own. */
    ScanQuery twin(Hits target) {
        return new ScanQuery(storedBits, new long[]{q0, q1, q2, q3}, bits, limit, target);
    }

    private long word(int word) {
        return switch (word) {
            case 0 -> q0;
            case 1 -> q1;
            case 2 -> q2;
            default -> q3;
        };
    }

    private long cut(long[] query, int word) {
        return word < words ? query[word] & CodeWords.mask(bits, word) : 0;
    }
}
