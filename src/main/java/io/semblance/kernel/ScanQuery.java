package io.semblance.kernel;

/**
 * One query against blocks of one length: the words cut to the compared length, the limit, and where hits go. The kernel
 * counts its work here. Not thread-safe: each thread of a scan has its own.
 *
 * <p>
 * <b>Leading words.</b> A scan for near codes meets almost only far ones, and those show early: of two unrelated codes of
 * 256 bits, 96 of the first 192 bits differ, give or take 7. If the limit lies well below that, a kernel that compares
 * several queries with a code, and so is bound by arithmetic and not by memory, compares only the leading words and
 * completes the few codes that pass. The result is the same; the number of leading words is a bet on cost, taken from the
 * limit as if bits were fair coins, and raised where the stored codes turn out to be more alike than that.
 */
public final class ScanQuery {

    /** Standard deviations between the limit and the middle of unrelated codes from which a prefix decides. */
    private static final double MARGIN = 3;

    /** One step completed in vain among so many codes, and one more word is compared first: it is cheaper. */
    private static final int TOO_MANY = 256;

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
    /** Leading words that can be compared without a mask. */
    final int whole;
    /** Words to compare first, 1 to {@link #words}. */
    int lead;
    /** Steps of the current run whose leading words were near, but no code of the step was. */
    private int missed;
    private long[] notes = {};
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
        this.whole = queryBits < storedBits ? bits / Long.SIZE : words;
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

    /** Bytes of the words compared so far; what was read again to complete the few that passed is not in it. */
    public long bytes() {
        return bytes;
    }

    /** Ends a run of codes of which {@code wordsRead} words each were read. */
    void worked(int codesOfRun, int wordsRead) {
        codes += codesOfRun;
        bytes += (long) codesOfRun * wordsRead * Long.BYTES;
        if (missed > codesOfRun / TOO_MANY && lead < words) {
            lead++;
        }
        missed = 0;
    }

    /** Completes the codes of one step whose leading words are near: a bit in {@code near} for each, from {@code slot} on. */
    void complete(BlocksView view, int end, int slot, int near) {
        int before = hits.size();
        for (int rest = near; rest != 0; rest &= rest - 1) {
            int at = slot + Integer.numberOfTrailingZeros(rest);
            if (at < end) {
                check(view.chunk(at >> Chunk.SHIFT), at & Chunk.MASK);
            }
        }
        if (near != 0 && hits.size() == before) {
            missed++;
        }
    }

    /** Adds the code in a slot to the hits if it is near enough. */
    void check(Chunk chunk, int slot) {
        int distance = distance(chunk.address(slot));
        if (distance <= limit) {
            hits.add(chunk.id(slot), chunk.tag(slot), distance);
        }
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

    /** Room for a kernel's notes, the same each time. */
    long[] notes(int length) {
        if (notes.length < length) {
            notes = new long[length];
        }
        return notes;
    }

    /** Distance to the code whose word 0 lies at an address, over the compared length. */
    private int distance(long address) {
        long next = address + Chunk.LINE;
        return switch (words) {
            case 1 -> differ(address, q0, lastMask);
            case 2 -> differ(address, q0, -1) + differ(next, q1, lastMask);
            case 3 -> differ(address, q0, -1) + differ(next, q1, -1) + differ(next + Chunk.LINE, q2, lastMask);
            default -> differ(address, q0, -1) + differ(next, q1, -1) + differ(next + Chunk.LINE, q2, -1)
                    + differ(next + 2 * Chunk.LINE, q3, lastMask);
        };
    }

    private static int differ(long address, long word, long mask) {
        return Long.bitCount((Memory.getLong(address) ^ word) & mask);
    }

    /** The same query with hits and counters of its own. */
    ScanQuery twin(Hits target) {
        return new ScanQuery(storedBits, new long[]{q0, q1, q2, q3}, bits, limit, target);
    }

    /** The same query, finding nothing. */
    ScanQuery blind() {
        ScanQuery blind = twin(new Hits());
        blind.limit = -1;
        return blind;
    }

    private long cut(long[] query, int word) {
        return word < words ? query[word] & CodeWords.mask(bits, word) : 0;
    }
}
