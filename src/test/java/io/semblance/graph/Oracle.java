package io.semblance.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Compares a query with every vector there is, in doubles. */
final class Oracle {

    record Entry(long key, double distance) {
    }

    private final GraphOptions options;
    private final List<Long> keys = new ArrayList<>();
    private final List<Object> vectors = new ArrayList<>();

    Oracle(GraphOptions options) {
        this.options = options;
    }

    GraphOptions options() {
        return options;
    }

    void add(long key, Object vector) {
        keys.add(key);
        vectors.add(vector);
    }

    int remove(long key) {
        return removeIf(k -> k == key);
    }

    int removeIf(LongPredicate condition) {
        int before = keys.size();
        List<Integer> kept = IntStream.range(0, before).filter(i -> !condition.test(keys.get(i))).boxed().toList();
        List<Long> keptKeys = kept.stream().map(keys::get).toList();
        List<Object> keptVectors = kept.stream().map(vectors::get).toList();
        keys.clear();
        keys.addAll(keptKeys);
        vectors.clear();
        vectors.addAll(keptVectors);
        return before - keys.size();
    }

    List<Entry> nearest(Object query, int count, LongPredicate filter) {
        return IntStream.range(0, keys.size()).filter(i -> filter.test(keys.get(i)))
                .mapToObj(i -> new Entry(keys.get(i), distance(query, vectors.get(i))))
                .sorted(Comparator.comparingDouble(Entry::distance).thenComparingLong(Entry::key)).limit(count)
                .toList();
    }

    /** The distances of a key's vectors, ascending. */
    List<Double> distances(Object query, long key) {
        return IntStream.range(0, keys.size()).filter(i -> keys.get(i) == key)
                .mapToObj(i -> distance(query, vectors.get(i))).sorted().toList();
    }

    /** A vector that a graph of such options takes: words or floats in -1 to 1. */
    static Object random(GraphOptions options, Random random) {
        if (options.scalar() == Scalar.B1) {
            return random.longs((options.dimensions() + 63) / 64).toArray();
        }
        float[] vector = new float[options.dimensions()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian() / 4;
        }
        return vector;
    }

    private double distance(Object a, Object b) {
        if (a instanceof long[] first && b instanceof long[] second) {
            return hamming(first, second);
        }
        float[] first = (float[]) a;
        float[] second = (float[]) b;
        double product = product(first, second);
        return switch (options.metric()) {
            case COSINE -> 1 - product / Math.sqrt(product(first, first) * product(second, second));
            case INNER_PRODUCT -> 1 - product;
            case L2 -> product(first, first) + product(second, second) - 2 * product;
            case HAMMING -> throw new IllegalArgumentException("floats have no Hamming distance");
        };
    }

    /** Bit by bit, from the most significant of the first word. */
    private int hamming(long[] first, long[] second) {
        int distance = 0;
        for (int bit = 0; bit < options.dimensions(); bit++) {
            distance += (int) ((first[bit / 64] ^ second[bit / 64]) >>> (63 - bit % 64) & 1);
        }
        return distance;
    }

    private static double product(float[] first, float[] second) {
        return IntStream.range(0, first.length).mapToDouble(i -> (double) first[i] * second[i]).sum();
    }
}
