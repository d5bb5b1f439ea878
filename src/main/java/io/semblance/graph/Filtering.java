package io.semblance.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * A filter of keys while the library calls it back, on the thread that searches. One stub serves all searches and finds
 * the filter of its thread: a stub for each search would be compiled for each. What a filter throws would end the process
 * if it left the callback, so it is kept, all further keys are refused, and the search throws it when it is back.
 */
final class Filtering implements AutoCloseable {

    private static final ThreadLocal<@Nullable Filtering> CURRENT = new ThreadLocal<>();
    private static final MemorySegment STUB = stub();

    private final LongPredicate filter;
    private @Nullable Throwable thrown;

    private Filtering(LongPredicate filter) {
        this.filter = filter;
    }

    /** Makes a filter the one of this thread, until it is closed. */
    static Filtering by(LongPredicate filter) {
        Filtering filtering = new Filtering(filter);
        CURRENT.set(filtering);
        return filtering;
    }

    /** Whether this thread is inside of a filter or of a search with one. */
    static boolean running() {
        return CURRENT.get() != null;
    }

    /** Address of the callback, a {@code usearch_filtered_search_callback_t}. */
    static MemorySegment callback() {
        return STUB;
    }

    /** Throws what the filter has thrown. */
    void check() {
        switch (thrown) {
            case null -> {
            }
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a filter threw what it may not", thrown);
        }
    }

    @Override
    public void close() {
        CURRENT.remove();
    }

    @SuppressWarnings({"unused", "UnusedMethod"}) // called by the library
    private static int accepts(long key, MemorySegment state) {
        Filtering filtering = CURRENT.get();
        return filtering != null && filtering.test(key) ? 1 : 0;
    }

    private boolean test(long key) {
        if (thrown != null) {
            return false;
        }
        try {
            return filter.test(key);
        } catch (Throwable e) {
            thrown = e;
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment stub() {
        try {
            return Linker.nativeLinker().upcallStub(
                    MethodHandles.lookup().findStatic(Filtering.class, "accepts",
                            MethodType.methodType(int.class, long.class, MemorySegment.class)),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                    Arena.global());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("the callback is a method of this class", e);
        }
    }
}
