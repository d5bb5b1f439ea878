package io.semblance.graph;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * A navigable small-world graph of vectors (HNSW) in USearch, searched and changed by any number of threads, virtual ones
 * included. A search may miss neighbours; {@link #searchWidth(int)} buys completeness with time. Keys are any number but
 * -1. Methods throw {@link GraphException} where the library fails, IllegalArgumentException on vectors of another shape,
 * IllegalStateException after {@link #close} and from within a filter.
 *
 * What may run at the same time is told, and held, by {@link GraphLocks}.
 */
public final class Graph implements AutoCloseable {

    private static final long FIRST_CAPACITY = 1024;
    private static final Neighbours NOTHING = new Neighbours(new long[0], new float[0]);

    private final Usearch usearch;
    private final GraphOptions options;
    private final boolean viewed;
    private final MemorySegment index;
    private final GraphLocks locks = new GraphLocks(this);
    private final MemoryCount memory = new MemoryCount();

    private volatile long size;
    /** Vectors, and places of removed ones. */
    private volatile long places;
    private volatile long capacity;
    private volatile int searchWidth;
    private volatile long lastCounted;

    private Graph(GraphLibrary library, GraphOptions options, boolean viewed) {
        this.usearch = new Usearch(library);
        this.options = options;
        this.viewed = viewed;
        this.searchWidth = options.expansionSearch();
        this.index = usearch.init(options);
        setSlots();
    }

    /** An empty graph. */
    public static Graph create(GraphLibrary library, GraphOptions options) {
        return new Graph(library, options, false);
    }

    /**
     * Reads a saved graph into memory. What follows the graph in the file is not read.
     *
     * @throws GraphException if the file is cut off, no graph, or one of other options (but for the two expansions, which
     *         no file holds). Bits that changed are not noticed: who needs that appends a checksum
     */
    public static Graph load(GraphLibrary library, GraphOptions options, Path file) {
        return opened("usearch_load", library, options, file);
    }

    /**
     * Opens a saved graph in place, for searches only: pages are read when they are needed. The file must stay as it is
     * until the graph is closed; a process that touches what was cut off a mapped file is ended. Replacing it by renaming
     * is safe.
     *
     * @throws GraphException as {@link #load}
     */
    public static Graph view(GraphLibrary library, GraphOptions options, Path file) {
        return opened("usearch_view", library, options, file);
    }

    private static Graph opened(String function, GraphLibrary library, GraphOptions options, Path file) {
        String path = file.toString();
        Graph graph = new Graph(library, options, function.equals("usearch_view"));
        try {
            GraphFile.check(graph.usearch, path, options);
            long places = GraphFile.places(path);
            if (places > 0) {
                graph.usearch.file(function, graph.index, path);
                graph.setSlots();
                GraphFile.checkConnectivity(graph.usearch, graph.index, path, options);
            }
            graph.counted(graph.usearch.get("usearch_size", graph.index), places);
            graph.capacity = graph.usearch.get("usearch_capacity", graph.index);
            return graph;
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /**
     * Adds a code of bits.
     *
     * @param words the code, its first bit the most significant one of the first word; what is beyond its length is not
     *        looked at
     * @throws GraphException also if the key is there already, unless keys may have several vectors
     */
    public void add(long key, long[] words) {
        try (CallMemory call = new CallMemory()) {
            add(key, NativeVector.of(words, options, call), call);
        }
    }

    /** Adds a vector of floats; otherwise as {@link #add(long, long[])}. */
    public void add(long key, float[] vector) {
        try (CallMemory call = new CallMemory()) {
            add(key, NativeVector.of(vector, options, call), call);
        }
    }

    /** Removes all vectors of a key. Their places stay in the graph, as way-points, until vectors are added. */
    public int remove(long key) {
        requireChangeable();
        return locks.alone(() -> {
            int removed = Math.toIntExact(usearch.remove(index, key));
            counted(size - removed, places);
            return removed;
        });
    }

    /** Whether a key has a vector. */
    public boolean contains(long key) {
        return locks.shared(() -> usearch.contains(index, key));
    }

    /** The vectors nearest to a code of bits. */
    public Neighbours search(long[] words, int count) {
        return search(words, count, null);
    }

    /** The vectors nearest to a vector of floats. */
    public Neighbours search(float[] vector, int count) {
        return search(vector, count, null);
    }

    /**
     * The vectors nearest to a code whose keys a filter accepts. It is asked for each vector that is looked at, which pays
     * if it accepts at least a tenth of them: one that accepts none has the whole graph walked through. It must not call a
     * graph; what it throws is thrown.
     */
    public Neighbours search(long[] words, int count, @Nullable LongPredicate filter) {
        try (CallMemory call = new CallMemory()) {
            return search(NativeVector.of(words, options, call), count, filter, call);
        }
    }

    /** The vectors nearest to a vector of floats whose keys a filter accepts. */
    public Neighbours search(float[] vector, int count, @Nullable LongPredicate filter) {
        try (CallMemory call = new CallMemory()) {
            return search(NativeVector.of(vector, options, call), count, filter, call);
        }
    }

    /** Sets how many candidates later searches look at; at least the count that they ask for. */
    public void searchWidth(int expansion) {
        GraphOptions.within("search width", expansion, 1, GraphOptions.MAX_EXPANSION);
        locks.alone(() -> {
            usearch.set("usearch_change_expansion_search", index, expansion);
            searchWidth = expansion;
            return true;
        });
    }

    /** How many candidates a search looks at. */
    public int searchWidth() {
        return searchWidth;
    }

    /** Takes memory for so many vectors, so that adding does not have to stop for it. */
    public void reserve(long wanted) {
        requireChangeable();
        locks.alone(() -> {
            if (wanted > capacity) {
                grow(wanted);
            }
            return true;
        });
    }

    /**
     * Writes the graph to a file, beside searches. A process that ends meanwhile leaves a part of it.
     *
     * @throws GraphException also if the file system took less than the whole
     */
    public void save(Path file) {
        requireChangeable();
        locks.unchanged(() -> {
            usearch.file("usearch_save", index, file.toString());
            GraphFile.checkLength(file, usearch.get("usearch_serialized_length", index));
            return true;
        });
    }

    /** Vectors in the graph. */
    public long size() {
        locks.requireOpen();
        return size;
    }

    /** Vectors, with removed ones whose places were not taken since, that fit into the memory that was taken. */
    public long capacity() {
        locks.requireOpen();
        return capacity;
    }

    /**
     * Bytes of memory that the library has taken, of a viewed file without its pages; while something changes or is saved,
     * which can take long, as it was counted last.
     */
    public long memoryBytes() {
        Long counted = locks.unchangedNow(() -> memory.bytes(usearch, index, places, capacity));
        if (counted != null) {
            lastCounted = counted;
        }
        return lastCounted;
    }

    /** Bytes of the file that {@link #save} writes. */
    public long serializedBytes() {
        return locks.unchanged(() -> usearch.get("usearch_serialized_length", index));
    }

    /** Waits for what runs and frees the memory. Once closed, a graph stays closed. */
    @Override
    public void close() {
        locks.close(() -> usearch.free(index));
    }

    @Override
    public String toString() {
        return size + " vectors in " + options;
    }

    private void add(long key, NativeVector vector, CallMemory call) {
        requireChangeable();
        if (key == NativeNeighbours.REMOVED) {
            throw new IllegalArgumentException("-1 is no key: the library marks removed vectors by it");
        }
        locks.alone(() -> {
            boolean taken = places > size;
            if (!taken && places == capacity) {
                grow(Math.max(FIRST_CAPACITY, 2 * capacity));
            }
            try {
                usearch.add(index, key, vector, call, () -> "usearch_add(" + key + ") to " + this);
            } catch (GraphException e) {
                counted(usearch.get("usearch_size", index), places); // an add that failed loses the place it took
                throw e;
            }
            counted(size + 1, taken ? places : places + 1);
            return true;
        });
    }

    private Neighbours search(NativeVector query, int count, @Nullable LongPredicate filter, CallMemory call) {
        GraphOptions.within("count", count, 1, Integer.MAX_VALUE);
        return locks.searching(() -> {
            int most = (int) Math.min(count, places);
            return most == 0 ? NOTHING : found(query, NativeNeighbours.room(most, call), filter, call);
        });
    }

    private Neighbours found(NativeVector query, NativeNeighbours found, @Nullable LongPredicate filter,
            CallMemory call) {
        if (filter == null) {
            return found.first(usearch.search(index, query, found, call,
                    () -> "usearch_search(" + found.most() + ") in " + this));
        }
        try (Filtering filtering = Filtering.by(filter)) {
            int count = usearch.search(index, query, Filtering.callback(), found, call,
                    () -> "usearch_filtered_search(" + found.most() + ") in " + this);
            filtering.check();
            return found.first(count);
        }
    }

    private void counted(long newSize, long newPlaces) {
        size = newSize;
        places = newPlaces;
    }

    private void grow(long wanted) {
        usearch.set("usearch_reserve", index, wanted);
        setSlots();
        capacity = usearch.get("usearch_capacity", index);
    }

    /** One slot more than searches: that of the change in progress. */
    private void setSlots() {
        usearch.set("usearch_change_threads_add", index, GraphLocks.SEARCHES + 1);
    }

    private void requireChangeable() {
        GraphLocks.requireNoFilter();
        if (viewed) {
            throw new IllegalStateException("the graph is open for searches only: " + this);
        }
    }
}
