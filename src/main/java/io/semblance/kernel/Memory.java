package io.semblance.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Plain reads and writes at absolute addresses. A segment with its own life carries a check of that life into every
 * access, which in a scan costs as much as the comparison itself. So all accesses go through one constant segment over
 * the whole address space, whose checks the compiler folds away, and the life of the memory is kept one level up: a view
 * is open, or it is not scanned.
 */
final class Memory {

    /** The whole address space; its offsets are addresses. */
    @SuppressWarnings("restricted")
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** An address is below this; what is left above it is room for offsets. */
    private static final long ADDRESSES = (1L << 62) - 1;

    private Memory() {
    }

    /** The address itself; the compiler learns that it is in range, and needs no check at small offsets from it. */
    static long inRange(long address) {
        return address & ADDRESSES;
    }

    static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG, address);
    }

    static void putLong(long address, long value) {
        ALL.set(ValueLayout.JAVA_LONG, address, value);
    }

    static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT, address);
    }

    static void putInt(long address, int value) {
        ALL.set(ValueLayout.JAVA_INT, address, value);
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }
}
