package io.semblance.bench.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Codes of 256 bits as collections have them: four of five lie in clusters of about a hundred, each bit of a member flipped
 * with a chance of one in ten, and every fifth code is near to none. In random order, and the same for the same seed.
 */
final class ClusteredCodes {

    /** Words of a code. */
    static final int WORDS = 4;

    private static final int CLUSTER = 100;
    private static final int FLIP_ONE_IN = 10;
    private static final int NOISE_ONE_IN = 5;

    private final long[] words;

    ClusteredCodes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int clusters = Math.max(1, count / CLUSTER * (NOISE_ONE_IN - 1) / NOISE_ONE_IN);
        long[] centres = random.longs((long) clusters * WORDS).toArray();
        words = new long[count * WORDS];
        for (int code = 0; code < count; code++) {
            boolean noise = random.nextInt(NOISE_ONE_IN) == 0;
            int centre = random.nextInt(clusters);
            for (int word = 0; word < WORDS; word++) {
                words[code * WORDS + word] = noise
                        ? random.nextLong()
                        : centres[centre * WORDS + word] ^ flips(random);
            }
        }
    }

    int count() {
        return words.length / WORDS;
    }

    /** Copies a code into an array of its words. */
    void read(int code, long[] into) {
        System.arraycopy(words, code * WORDS, into, 0, WORDS);
    }

    /** Writes all, 32 bytes each. */
    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteBuffer code = ByteBuffer.allocate(WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < words.length; from += WORDS) {
                code.asLongBuffer().put(words, from, WORDS);
                out.write(code.array());
            }
        }
    }

    private static long flips(SplittableRandom random) {
        long flips = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            flips = flips << 1 | (random.nextInt(FLIP_ONE_IN) == 0 ? 1 : 0);
        }
        return flips;
    }
}
