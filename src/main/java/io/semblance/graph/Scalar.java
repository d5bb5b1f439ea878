package io.semblance.graph;

/** How a graph keeps the components of its vectors. Floats are rounded to it when they are added or searched. */
public enum Scalar {

    /** One bit, eight to the byte. */
    B1(5),
    /** IEEE 754 single precision. */
    F32(1),
    /** The upper half of a single: its range with 8 bits of precision. */
    BF16(6),
    /** IEEE 754 half precision: up to 65,504 with 11 bits of precision. */
    F16(3),
    /** A byte: the vector is scaled to length one and each component to 127, which keeps the angle and nothing else. */
    I8(4);

    private final int code;

    Scalar(int code) {
        this.code = code;
    }

    /** Its number in {@code usearch_scalar_kind_t}. */
    int code() {
        return code;
    }
}
