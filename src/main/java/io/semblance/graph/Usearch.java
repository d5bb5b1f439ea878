package io.semblance.graph;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/**
 * The functions of {@code usearch.h}, one call each, without any guard: each can end the process if it is called at the
 * wrong moment, which {@link Graph} prevents. A method throws what the library complains of.
 *
 * <p>Handles are by signature and constant, so that the compiler sees through them; a function is the first argument.
 */
final class Usearch {

    /** {@code usearch_init_options_t}. */
    private static final MemoryLayout OPTIONS = MemoryLayout.structLayout(JAVA_INT.withName("metric_kind"),
            MemoryLayout.paddingLayout(4), ADDRESS.withName("metric"), JAVA_INT.withName("quantization"),
            MemoryLayout.paddingLayout(4), JAVA_LONG.withName("dimensions"), JAVA_LONG.withName("connectivity"),
            JAVA_LONG.withName("expansion_add"), JAVA_LONG.withName("expansion_search"), JAVA_BOOLEAN.withName("multi"),
            MemoryLayout.paddingLayout(7));

    private static final MethodHandle INIT = handle(FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle NOTHING = handle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    private static final MethodHandle GET = handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle SET = handle(FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle FILE = handle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ADD = handle(
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle OF_KEY = handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle IS_KEY = handle(FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle SEARCH = handle(
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle FILTERED = handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT,
            JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    private final GraphLibrary library;
    private final MemorySegment add;
    private final MemorySegment search;
    private final MemorySegment filteredSearch;
    private final MemorySegment contains;

    Usearch(GraphLibrary library) {
        this.library = library;
        add = function("usearch_add");
        search = function("usearch_search");
        filteredSearch = function("usearch_filtered_search");
        contains = function("usearch_contains");
    }

    MemorySegment init(GraphOptions options) {
        try (CallMemory memory = new CallMemory()) {
            MemorySegment struct = memory.bytes(OPTIONS.byteSize(), OPTIONS.byteAlignment());
            struct.set(JAVA_INT, offset("metric_kind"), options.metric().code());
            struct.set(JAVA_INT, offset("quantization"), options.scalar().code());
            struct.set(JAVA_LONG, offset("dimensions"), options.dimensions());
            struct.set(JAVA_LONG, offset("connectivity"), options.connectivity());
            struct.set(JAVA_LONG, offset("expansion_add"), options.expansionAdd());
            struct.set(JAVA_LONG, offset("expansion_search"), options.expansionSearch());
            struct.set(JAVA_BOOLEAN, offset("multi"), options.multi());
            MemorySegment index = (MemorySegment) INIT.invokeExact(function("usearch_init"), struct, memory.error());
            memory.check(() -> "usearch_init(" + options + ")");
            if (index.address() == 0) {
                throw new GraphException("usearch_init(" + options + ")", "no memory");
            }
            return index;
        } catch (Throwable e) {
            throw passed("usearch_init", e);
        }
    }

    void free(MemorySegment index) {
        try (CallMemory memory = new CallMemory()) {
            NOTHING.invokeExact(function("usearch_free"), index, memory.error());
            memory.check(() -> "usearch_free");
        } catch (Throwable e) {
            throw passed("usearch_free", e);
        }
    }

    /** {@code usearch_size}, {@code usearch_capacity} and others of that form. */
    long get(String function, MemorySegment index) {
        try (CallMemory memory = new CallMemory()) {
            long value = (long) GET.invokeExact(function(function), index, memory.error());
            memory.check(() -> function);
            return value;
        } catch (Throwable e) {
            throw passed(function, e);
        }
    }

    /** {@code usearch_reserve}, {@code usearch_change_threads_add} and others of that form. */
    void set(String function, MemorySegment index, long value) {
        try (CallMemory memory = new CallMemory()) {
            SET.invokeExact(function(function), index, value, memory.error());
            memory.check(() -> function + "(" + value + ")");
        } catch (Throwable e) {
            throw passed(function, e);
        }
    }

    /** {@code usearch_save}, {@code usearch_load} or {@code usearch_view}. */
    void file(String function, MemorySegment index, String path) {
        try (CallMemory memory = new CallMemory()) {
            FILE.invokeExact(function(function), index, memory.of(path), memory.error());
            memory.check(() -> function + "(" + path + ")");
        } catch (Throwable e) {
            throw passed(function, e);
        }
    }

    /** {@code usearch_metadata}: what a file holds, compared with what is expected. */
    boolean matches(String path, GraphOptions options) {
        try (CallMemory memory = new CallMemory()) {
            MemorySegment struct = memory.bytes(OPTIONS.byteSize(), OPTIONS.byteAlignment());
            FILE.invokeExact(function("usearch_metadata"), memory.of(path), struct, memory.error());
            memory.check(() -> "usearch_metadata(" + path + ")");
            return struct.get(JAVA_INT, offset("metric_kind")) == options.metric().code()
                    && struct.get(JAVA_INT, offset("quantization")) == options.scalar().code()
                    && struct.get(JAVA_LONG, offset("dimensions")) == options.dimensions()
                    && struct.get(JAVA_BOOLEAN, offset("multi")) == options.multi();
        } catch (Throwable e) {
            throw passed("usearch_metadata", e);
        }
    }

    void add(MemorySegment index, long key, NativeVector vector, CallMemory memory, Supplier<String> call) {
        try {
            ADD.invokeExact(add, index, key, vector.bytes(), vector.kind().code(), memory.error());
        } catch (Throwable e) {
            throw passed("usearch_add", e);
        }
        memory.check(call);
    }

    boolean contains(MemorySegment index, long key) {
        try (CallMemory memory = new CallMemory()) {
            boolean found = (boolean) IS_KEY.invokeExact(contains, index, key, memory.error());
            memory.check(() -> "usearch_contains(" + key + ")");
            return found;
        } catch (Throwable e) {
            throw passed("usearch_contains", e);
        }
    }

    long remove(MemorySegment index, long key) {
        try (CallMemory memory = new CallMemory()) {
            long removed = (long) OF_KEY.invokeExact(function("usearch_remove"), index, key, memory.error());
            memory.check(() -> "usearch_remove(" + key + ")");
            return removed;
        } catch (Throwable e) {
            throw passed("usearch_remove", e);
        }
    }

    /** How many were found. */
    int search(MemorySegment index, NativeVector query, NativeNeighbours found, CallMemory memory,
            Supplier<String> call) {
        long count;
        try {
            count = (long) SEARCH.invokeExact(search, index, query.bytes(), query.kind().code(), (long) found.most(),
                    found.keys(), found.distances(), memory.error());
        } catch (Throwable e) {
            throw passed("usearch_search", e);
        }
        memory.check(call);
        return (int) count;
    }

    /** How many were found of those that a filter, called back, accepts. */
    int search(MemorySegment index, NativeVector query, MemorySegment filter, NativeNeighbours found, CallMemory memory,
            Supplier<String> call) {
        long count;
        try {
            count = (long) FILTERED.invokeExact(filteredSearch, index, query.bytes(), query.kind().code(),
                    (long) found.most(), filter, MemorySegment.NULL, found.keys(), found.distances(), memory.error());
        } catch (Throwable e) {
            throw passed("usearch_filtered_search", e);
        }
        memory.check(call);
        return (int) count;
    }

    private MemorySegment function(String name) {
        return library.symbols().find(name).orElseThrow(() -> new GraphException(name, "the library lacks it"));
    }

    private static long offset(String field) {
        return OPTIONS.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private static RuntimeException passed(String function, Throwable thrown) {
        return switch (thrown) {
            case Error error -> throw error;
            case GraphException known -> known;
            default -> new GraphException(function, thrown);
        };
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(type);
    }
}
