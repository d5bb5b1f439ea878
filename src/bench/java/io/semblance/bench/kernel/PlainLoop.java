package io.semblance.bench.kernel;

import java.util.Arrays;

/** What one writes first: a loop over a {@code long[]} with {@link Long#bitCount}. Several queries share a tile. */
final class PlainLoop implements Contender {

    private static final int TILE = 512;

    private final long[] codes;
    private final long[][] queries;
    private final int[] found;
    private final int[][] distances;

    PlainLoop(TestSet set) {
        codes = set.codes;
        queries = set.queries;
        found = new int[queries.length];
        distances = new int[queries.length][64];
    }

    @Override
    public void scan(int from, int to, int[] limits) {
        for (int start = from; start < to; start += TILE) {
            int stop = Math.min(to, start + TILE);
            for (int query = 0; query < queries.length; query++) {
                scan(start, stop, query, limits[query]);
            }
        }
    }

    private void scan(int from, int to, int query, int limit) {
        long[] words = queries[query];
        long q0 = words[0];
        long q1 = words[1];
        long q2 = words[2];
        long q3 = words[3];
        for (int i = from * TestSet.WORDS; i < to * TestSet.WORDS; i += TestSet.WORDS) {
            int distance = Long.bitCount(codes[i] ^ q0) + Long.bitCount(codes[i + 1] ^ q1)
                    + Long.bitCount(codes[i + 2] ^ q2) + Long.bitCount(codes[i + 3] ^ q3);
            if (distance <= limit) {
                add(query, distance);
            }
        }
    }

    private void add(int query, int distance) {
        if (found[query] == distances[query].length) {
            distances[query] = Arrays.copyOf(distances[query], found[query] * 2);
        }
        distances[query][found[query]++] = distance;
    }

    @Override
    public int found(int query) {
        return found[query];
    }

    @Override
    public int distance(int query, int i) {
        return distances[query][i];
    }

    @Override
    public void reset() {
        Arrays.fill(found, 0);
    }
}
