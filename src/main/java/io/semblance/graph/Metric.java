package io.semblance.graph;

/** What the distance of two vectors is; all distances are smaller for vectors that are more alike. */
public enum Metric {

    /** Number of bits that differ. */
    HAMMING(8),
    /** One minus the cosine of the angle: 0 to 2. */
    COSINE(1),
    /** One minus the inner product, which is below zero for long vectors. */
    INNER_PRODUCT(2),
    /** Square of the Euclidean distance. */
    L2(3);

    private final int code;

    Metric(int code) {
        this.code = code;
    }

    /** Its number in {@code usearch_metric_kind_t}. */
    int code() {
        return code;
    }
}
