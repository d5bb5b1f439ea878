package io.semblance.graph;

/**
 * What a graph holds and how it is built (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search
 * using Hierarchical Navigable Small World graphs", 2016). The constructor refuses what the library would take and answer
 * wrongly: it compares floats under Hamming, and bytes under anything but cosine, in units of its own.
 *
 * @param metric what is a distance
 * @param scalar how components are kept
 * @param dimensions components of a vector, 1 to {@value #MAX_DIMENSIONS}; of bits a multiple of 8
 * @param connectivity neighbours that a vector is linked to, M of the paper (twice as many in the base layer); 2 to 256
 * @param expansionAdd candidates that are looked at to find them, efConstruction of the paper; 1 to 10,000
 * @param expansionSearch candidates that a search looks at, ef of the paper; 1 to 10,000
 * @param multi whether a key may have several vectors
 */
public record GraphOptions(Metric metric, Scalar scalar, int dimensions, int connectivity, int expansionAdd,
        int expansionSearch, boolean multi) {

    /** Most components of a vector. */
    public static final int MAX_DIMENSIONS = 65_536;
    /** Largest component, the largest number of half precision: beyond it distances would be infinite or not numbers. */
    public static final float MAX_COMPONENT = 65_504;
    /** Widest search. */
    public static final int MAX_EXPANSION = 10_000;

    public GraphOptions {
        within("dimensions", dimensions, 1, MAX_DIMENSIONS);
        within("connectivity", connectivity, 2, 256);
        within("expansionAdd", expansionAdd, 1, MAX_EXPANSION);
        within("expansionSearch", expansionSearch, 1, MAX_EXPANSION);
        if ((metric == Metric.HAMMING) != (scalar == Scalar.B1)) {
            throw new IllegalArgumentException(
                    "Hamming distance is of bits, and of bits there is no other: not " + metric
                            + " of " + scalar);
        }
        if (scalar == Scalar.I8 && metric != Metric.COSINE) {
            throw new IllegalArgumentException("bytes keep the angle of a vector and not its length: not " + metric);
        }
        if (scalar == Scalar.B1 && dimensions % Byte.SIZE != 0) {
            throw new IllegalArgumentException("bits come in whole bytes, not " + dimensions);
        }
    }

    /** For codes of so many bits, with what the benchmark of this project recommends. */
    public static GraphOptions hamming(int bits, boolean multi) {
        return new GraphOptions(Metric.HAMMING, Scalar.B1, bits, 16, 128, 64, multi);
    }

    /** For vectors of floats. */
    public static GraphOptions floats(Metric metric, Scalar scalar, int dimensions, boolean multi) {
        return new GraphOptions(metric, scalar, dimensions, 16, 128, 64, multi);
    }

    static int within(String name, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(name + " is " + lowest + " to " + highest + ", not " + value);
        }
        return value;
    }
}
