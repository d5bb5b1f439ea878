package io.semblance.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The best {@code k} of any number of scored ids, in a total order: higher score first, then lower id as an unsigned
 * number. A binary heap with the worst entry on top: memory grows with what is kept, up to k entries of 16 bytes.
 * Scores compare as {@link Double#compare}. Not thread-safe.
 */
public final class TopK {

    /** The largest k. */
    public static final int MAX = 10_000;

    /** One kept entry. */
    public record Entry(double score, long id) {
    }

    private final int k;
    private double[] scores = new double[16];
    private long[] ids = new long[16];
    private int size;

    /** Keeps {@code k} entries, 0 to {@value #MAX}; throws IllegalArgumentException on others. */
    public TopK(int k) {
        if (k < 0 || k > MAX) {
            throw new IllegalArgumentException("k must be within 0.." + MAX + ", not " + k);
        }
        this.k = k;
    }

    /** Offers an entry; true if it is among the best so far. Throws IllegalArgumentException if the score is NaN. */
    public boolean offer(double score, long id) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score must be a number");
        }
        if (size < k) {
            add(score, id);
            return true;
        }
        if (k == 0 || !better(score, id, scores[0], ids[0])) {
            return false;
        }
        sink(0, score, id);
        return true;
    }

    /** Number of entries kept. */
    public int size() {
        return size;
    }

    /** The kept entries, best first. Empties this. */
    public List<Entry> drain() {
        List<Entry> worstFirst = new ArrayList<>(size);
        while (size > 0) {
            worstFirst.add(new Entry(scores[0], ids[0]));
            size--;
            sink(0, scores[size], ids[size]);
        }
        Collections.reverse(worstFirst);
        return worstFirst;
    }

    private void add(double score, long id) {
        if (size == scores.length) {
            int capacity = Math.min(k, size * 2);
            scores = Arrays.copyOf(scores, capacity);
            ids = Arrays.copyOf(ids, capacity);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!better(scores[parent], ids[parent], score, id)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        scores[at] = score;
        ids[at] = id;
    }

    private void sink(int from, double score, long id) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && better(scores[child], ids[child], scores[child + 1], ids[child + 1])) {
                child++;
            }
            if (!better(score, id, scores[child], ids[child])) {
                break;
            }
            move(child, at);
            at = child;
        }
        scores[at] = score;
        ids[at] = id;
    }

    private void move(int from, int to) {
        scores[to] = scores[from];
        ids[to] = ids[from];
    }

    private static boolean better(double score, long id, double thanScore, long thanId) {
        int order = Double.compare(score, thanScore);
        return order != 0 ? order > 0 : Long.compareUnsigned(id, thanId) < 0;
    }
}
