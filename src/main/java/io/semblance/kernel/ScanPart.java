package io.semblance.kernel;

/**
 * One query against one {@link BlocksView}: what a {@link ScanRequest} asks the pool to scan, and after the scan what was
 * found.
 */
public final class ScanPart {

    private final BlocksView blocks;
    private final long[] query;
    private final int bits;
    private final int limit;
    private final HitRoom room;
    private final Hits hits;

    /**
     * A part still to be scanned.
     *
     * @param query words of the query, see {@link CodeWords}
     * @param bits length of the query, 8 to 256 in steps of 8
     * @param limit largest distance in bits that is a hit; negative finds nothing and scans nothing
     */
    public ScanPart(BlocksView blocks, long[] query, int bits, int limit) {
        this(blocks, query, bits, limit, HitRoom.ENDLESS);
    }

    /**
     * A part whose hits are bounded, those of each thread and all of them together.
     *
     * @param room for hits
     */
    public ScanPart(BlocksView blocks, long[] query, int bits, int limit, HitRoom room) {
        CodeWords.requireBits(bits);
        this.blocks = blocks;
        this.query = query.clone();
        this.bits = bits;
        this.limit = limit;
        this.room = room;
        this.hits = new Hits(room);
    }

    /** The codes to compare with. */
    public BlocksView blocks() {
        return blocks;
    }

    /** Number of bits that are compared: the shorter of both lengths. */
    public int comparedBits() {
        return Math.min(bits, blocks.bits());
    }

    /** What was found, once the scan has ended. */
    public Hits hits() {
        return hits;
    }

    synchronized void take(Hits found) {
        hits.addAll(found);
    }

    boolean isEmpty() {
        return limit < 0 || blocks.count() == 0;
    }

    /** The query of one thread, with hits of its own. */
    ScanQuery query() {
        return new ScanQuery(blocks.bits(), query, bits, limit, new Hits(room));
    }
}
