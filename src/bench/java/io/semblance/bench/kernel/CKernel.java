package io.semblance.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The hand-written AVX-512 kernel, over its own copy of the codes in the layout that suits it, on huge pages. */
final class CKernel implements Contender {

    private static final int BLOCK = 8;
    private static final int CAPACITY = 1 << 16;

    private final CLibrary library = CLibrary.link();
    private final boolean whole;
    private final int batch;
    private final MemorySegment codes;
    private final MemorySegment queries;
    private final MemorySegment limits;
    private final MemorySegment hits;
    private final MemorySegment found;

    /** With {@code whole} all words of all codes are compared, else as few leading ones as the limit allows. */
    CKernel(TestSet set, boolean whole) {
        this.whole = whole;
        this.batch = set.queries.length;
        Arena arena = Arena.global();
        codes = blocks(set.codes);
        queries = arena.allocate(ValueLayout.JAVA_LONG, (long) batch * TestSet.WORDS);
        limits = arena.allocate(ValueLayout.JAVA_INT, batch);
        hits = arena.allocate(ValueLayout.JAVA_LONG, (long) batch * CAPACITY);
        found = arena.allocate(ValueLayout.JAVA_LONG, batch);
        for (int i = 0; i < batch * TestSet.WORDS; i++) {
            queries.setAtIndex(ValueLayout.JAVA_LONG, i, set.queries[i / TestSet.WORDS][i % TestSet.WORDS]);
        }
    }

    @Override
    public void scan(int from, int to, int[] wanted) {
        int widest = 0;
        for (int i = 0; i < batch; i++) {
            limits.setAtIndex(ValueLayout.JAVA_INT, i, wanted[i]);
            widest = Math.max(widest, wanted[i]);
        }
        int rounded = (to - from + BLOCK - 1) / BLOCK * BLOCK;
        try {
            library.scan.invokeExact(codes.asSlice((long) from * TestSet.WORDS * Long.BYTES), (long) rounded, queries,
                    batch,
                    limits, lead(widest), hits, found, (long) CAPACITY);
        } catch (Throwable e) {
            throw new IllegalStateException("the C kernel could not be called", e);
        }
    }

    @Override
    public int found(int query) {
        return (int) Math.min(CAPACITY, found.getAtIndex(ValueLayout.JAVA_LONG, query));
    }

    @Override
    public int distance(int query, int i) {
        return (int) hits.getAtIndex(ValueLayout.JAVA_LONG, (long) query * CAPACITY + i) & 511;
    }

    @Override
    public void reset() {
        found.fill((byte) 0);
    }

    /** As many words as make a prefix of unrelated codes far enough with a margin of three standard deviations. */
    private int lead(int limit) {
        int lead = whole ? TestSet.WORDS : 1;
        while (lead < TestSet.WORDS && limit > 32 * lead - 12 * Math.sqrt(lead)) {
            lead++;
        }
        return lead;
    }

    @SuppressWarnings("restricted")
    private MemorySegment blocks(long[] words) {
        int count = words.length / TestSet.WORDS;
        long bytes = (count + BLOCK - 1L) / BLOCK * BLOCK * TestSet.WORDS * Long.BYTES;
        MemorySegment memory;
        try {
            memory = ((MemorySegment) library.alloc.invokeExact(bytes)).reinterpret(bytes);
        } catch (Throwable e) {
            throw new IllegalStateException("the C kernel got no memory", e);
        }
        for (int i = 0; i < count; i++) {
            long block = (long) (i / BLOCK) * BLOCK * TestSet.WORDS + i % BLOCK;
            for (int word = 0; word < TestSet.WORDS; word++) {
                memory.setAtIndex(ValueLayout.JAVA_LONG, block + word * BLOCK, words[i * TestSet.WORDS + word]);
            }
        }
        return memory;
    }
}
