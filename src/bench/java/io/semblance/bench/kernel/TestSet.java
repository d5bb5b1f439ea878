package io.semblance.bench.kernel;

import java.util.SplittableRandom;

/**
 * Random codes of 256 bits, four words each, and queries: every second one is a stored code with 20 bits flipped, the
 * others are strangers. So hits are rare, as in a search for near-duplicates. Seed 7.
 */
final class TestSet {

    static final int WORDS = 4;

    final long[] codes;
    final long[][] queries;

    TestSet(int count, int batch) {
        SplittableRandom random = new SplittableRandom(7);
        codes = random.longs((long) count * WORDS).toArray();
        queries = new long[batch][WORDS];
        for (int query = 0; query < batch; query++) {
            int near = random.nextInt(count);
            for (int word = 0; word < WORDS; word++) {
                queries[query][word] = query % 2 == 0 ? random.nextLong() : codes[near * WORDS + word];
            }
            for (int flip = 0; flip < 20; flip++) {
                int bit = random.nextInt(256);
                queries[query][bit / 64] ^= 1L << bit % 64;
            }
        }
    }

    int count() {
        return codes.length / WORDS;
    }
}
