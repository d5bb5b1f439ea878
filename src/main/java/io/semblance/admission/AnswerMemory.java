package io.semblance.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for answers in the making, of all requests together: what a scan finds, matches and assets as they are put
 * together, and the JSON that becomes of them, until it is written. Bodies are bounded before they are read; how large an
 * answer becomes shows only while it is made, so each takes its {@link AnswerShare} of this piece by piece, and is refused
 * where there is no more. Nobody waits for it: who would wait holds some of it already.
 *
 * <p>
 * <b>The arithmetic.</b> Bytes of JSON take up to four times as much at their worst moment: the stored text; the blocks that
 * the JSON is written to; the array that these are joined to; and as much as the text again for what a collector loses on
 * pieces of a megabyte, or for JSON that was read and stored apart from what is shown. Hits of a scan are arrays and count as
 * they are. All together may take a quarter of the heap, so that half of it is left for bodies and a quarter for all else. One
 * answer may take three quarters of that, 256 MiB at most, which is 64 MiB of JSON. The last quarter is kept for answers
 * that have taken less than 256 KiB so far, such as those of most searches: 256 of them, as many as have a turn at once, find
 * their place beside the largest ones from a heap of 1 GiB on, and need less than half of that as a rule.
 */
public final class AnswerMemory {

    /** Most that one answer may have of JSON. */
    public static final long MOST_JSON = 64L << 20;

    /** Bytes of memory for each byte of JSON. */
    public static final int BYTES_FOR_ONE_OF_JSON = 4;

    private static final int SHARE_OF_HEAP = 4;
    private static final long SMALL = 256L << 10;

    private final long all;
    private final long allOfLarge;
    private final long one;
    private final AtomicLong held = new AtomicLong();

    /** As much as this heap has room for. */
    public AnswerMemory() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, MOST_JSON * BYTES_FOR_ONE_OF_JSON);
    }

    /**
     * So much.
     *
     * @param all bytes for all answers together
     * @param one bytes for one answer, which gets no more than three quarters of all
     */
    public AnswerMemory(long all, long one) {
        this.all = all;
        this.allOfLarge = all - all / 4;
        this.one = Math.min(one, allOfLarge);
    }

    /** The share of a request, which has nothing yet. */
    public AnswerShare share() {
        return new AnswerShare(this);
    }

    /** Bytes that answers hold now. */
    public long held() {
        return held.get();
    }

    /** Most bytes of one answer. */
    long one() {
        return one;
    }

    /** Takes so many bytes more for an answer that has {@code taken} already; false if there are not as many. */
    boolean take(long bytes, long taken) {
        long most = taken + bytes <= SMALL ? all : allOfLarge;
        long before = held.get();
        while (before + bytes <= most) {
            long witness = held.compareAndExchange(before, before + bytes);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
