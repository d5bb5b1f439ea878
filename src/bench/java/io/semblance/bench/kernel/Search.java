package io.semblance.bench.kernel;

import java.util.Arrays;

/** The two searches that are measured, over any contender. Both give the hits as counts by distance. */
enum Search {

    /** All codes within 64 of 256 bits, the default threshold of 0.75. */
    threshold {

        @Override
        int[][] run(Contender contender, int codes, int queries) {
            int[] limits = new int[queries];
            Arrays.fill(limits, 64);
            contender.reset();
            contender.scan(0, codes, limits);
            int[][] counts = new int[queries][FARTHEST + 1];
            count(contender, new int[queries], counts);
            return counts;
        }
    },

    /** The 10 nearest codes and their ties: the limit narrows after each piece to the tenth distance so far. */
    top10 {

        @Override
        int[][] run(Contender contender, int codes, int queries) {
            int[] limits = new int[queries];
            int[] seen = new int[queries];
            int[][] counts = new int[queries][FARTHEST + 1];
            Arrays.fill(limits, FARTHEST);
            contender.reset();
            for (int from = 0, to = 1024; from < codes; from = to, to += PIECE) {
                contender.scan(from, Math.min(codes, to), limits);
                count(contender, seen, counts);
                for (int query = 0; query < queries; query++) {
                    limits[query] = narrow(counts[query]);
                }
            }
            return counts;
        }
    };

    private static final int FARTHEST = 256;
    private static final int PIECE = 64 * 1024;

    abstract int[][] run(Contender contender, int codes, int queries);

    private static void count(Contender contender, int[] seen, int[][] counts) {
        for (int query = 0; query < seen.length; query++) {
            for (; seen[query] < contender.found(query); seen[query]++) {
                counts[query][contender.distance(query, seen[query])]++;
            }
        }
    }

    /** The smallest distance within which ten codes lie; what lies beyond is forgotten. */
    private static int narrow(int[] counts) {
        int near = 0;
        for (int distance = 0; distance < FARTHEST; distance++) {
            near += counts[distance];
            if (near >= 10) {
                Arrays.fill(counts, distance + 1, FARTHEST + 1, 0);
                return distance;
            }
        }
        return FARTHEST;
    }
}
