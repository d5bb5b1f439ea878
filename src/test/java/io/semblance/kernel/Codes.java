package io.semblance.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random codes for tests, and the plainest way to read a view and to compare two codes. */
final class Codes {

    /** One stored code. */
    record Stored(long id, int tag, List<Long> words) {
    }

    /** One hit, comparable by value. */
    record Hit(long id, int tag, int distance) {
    }

    private Codes() {
    }

    static long[] random(Random random, int bits) {
        byte[] code = new byte[bits / 8];
        random.nextBytes(code);
        return CodeWords.of(code);
    }

    /** The code with {@code flips} bits chosen with repetition flipped. */
    static long[] near(Random random, long[] code, int bits, int flips) {
        long[] near = code.clone();
        for (int i = 0; i < flips; i++) {
            int bit = random.nextInt(bits);
            near[bit / 64] ^= Long.MIN_VALUE >>> (bit % 64);
        }
        return near;
    }

    static int distance(long[] a, long[] b, int bits) {
        int distance = 0;
        for (int bit = 0; bit < bits; bit++) {
            distance += (int) ((a[bit / 64] ^ b[bit / 64]) >>> (63 - bit % 64) & 1);
        }
        return distance;
    }

    static List<Long> list(long[] words) {
        return Arrays.stream(Arrays.copyOf(words, 4)).boxed().toList();
    }

    static long[] words(BlocksView view, int slot) {
        return new long[]{view.word(slot, 0), view.word(slot, 1), view.word(slot, 2), view.word(slot, 3)};
    }

    static List<Stored> stored(BlocksView view) {
        List<Stored> stored = new ArrayList<>(view.count());
        for (int slot = 0; slot < view.count(); slot++) {
            stored.add(new Stored(view.id(slot), view.tag(slot), list(words(view, slot))));
        }
        return stored;
    }

    /** What a query must find, code by code and bit by bit. */
    static List<Hit> expected(BlocksView view, long[] query, int bits, int limit) {
        List<Hit> hits = new ArrayList<>();
        for (int slot = 0; slot < view.count(); slot++) {
            int distance = distance(words(view, slot), query, Math.min(bits, view.bits()));
            if (distance <= limit) {
                hits.add(new Hit(view.id(slot), view.tag(slot), distance));
            }
        }
        return hits;
    }

    static List<Hit> hits(Hits hits) {
        List<Hit> list = new ArrayList<>(hits.size());
        for (int i = 0; i < hits.size(); i++) {
            list.add(new Hit(hits.id(i), hits.tag(i), hits.distance(i)));
        }
        return list;
    }
}
