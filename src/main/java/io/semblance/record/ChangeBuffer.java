package io.semblance.record;

import java.util.Arrays;

/** The changes that a commit will log, in order. */
final class ChangeBuffer {

    private byte[] codes = new byte[16];
    private long[] ids = new long[16];
    private int size;

    void add(ChangeOperation operation, long id) {
        if (size == ids.length) {
            codes = Arrays.copyOf(codes, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size);
        }
        codes[size] = operation.code();
        ids[size++] = id;
    }

    int size() {
        return size;
    }

    byte code(int index) {
        return codes[index];
    }

    long id(int index) {
        return ids[index];
    }
}
