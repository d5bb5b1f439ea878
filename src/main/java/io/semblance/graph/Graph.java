package io.semblance.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * A navigable small-world graph of vectors (HNSW) in USearch, searched and changed by any number of threads, virtual ones
 * included. A search may miss neighbours; {@link #searchWidth(int)} buys completeness with time. Keys are any number but
 * -1. Methods throw {@link GraphException} where the library fails, IllegalArgumentException on vectors of another shape,
 * IllegalStateException after {@link #close} and from within a filter.
 *
 * <h2>What may run at the same time</h2>
 * The library takes some calls at once and ends the process on others. Here they are kept apart:
 * <ul>
 * <li>A search shares the graph with other searches and with a save.
 * <li>An add is alone: the entry to the graph may move (the library counts the first vector before it is there, and raises
 * the topmost layer before its entry, without a lock), and one that takes the place of a removed vector rewrites its links
 * and bits. It takes some hundred microseconds; a graph that is built before it is searched pays nothing for that. Removing,
 * growing, loading and closing are alone too.
 * <li>Changes stand in one line, saving included: adds at the same time leave vectors that no search reaches.
 * <li>Each call in progress needs one of the library's thread slots, which runs out with an error that speaks of
 * something else. They are counted here, and searches wait for one; a change has its own. Growing and loading forget
 * their number, so that it is set anew.
 * </ul>
 * The lock is fair: a search waits for the change that came before it, never for a whole series.
 */
public final class Graph implements AutoCloseable {

    /** Searches in progress; more than the processors, for those that wait for pages of a viewed file. */
    private static final int SEARCHES = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
    private static final long FIRST_CAPACITY = 1024;
    /** The library's mark of a vector that was removed. */
    private static final long REMOVED = -1;

    private final Usearch usearch;
    private final GraphOptions options;
    private final boolean viewed;
    private final MemorySegment index;
    private final ReentrantLock changes = new ReentrantLock();
    private final ReentrantReadWriteLock structure = new ReentrantReadWriteLock(true);
    private final Semaphore slots = new Semaphore(SEARCHES);
    private final MemoryCount memory = new MemoryCount();

    private volatile long size;
    /** Vectors, and places of removed ones. */
    private volatile long places;
    private volatile long capacity;
    private volatile int searchWidth;
    private volatile boolean closed;

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
            add(key, bits(call, words), Scalar.B1, call);
        }
    }

    /** Adds a vector of floats; otherwise as {@link #add(long, long[])}. */
    public void add(long key, float[] vector) {
        try (CallMemory call = new CallMemory()) {
            add(key, floats(call, vector), Scalar.F32, call);
        }
    }

    /** Removes all vectors of a key. Their places stay in the graph, as way-points, until vectors are added. */
    public int remove(long key) {
        requireChangeable();
        return alone(() -> {
            int removed = Math.toIntExact(usearch.remove(index, key));
            counted(size - removed, places);
            return removed;
        });
    }

    /** Whether a key has a vector. */
    public boolean contains(long key) {
        return shared(() -> usearch.contains(index, key));
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
            return search(bits(call, words), Scalar.B1, count, filter, call);
        }
    }

    /** The vectors nearest to a vector of floats whose keys a filter accepts. */
    public Neighbours search(float[] vector, int count, @Nullable LongPredicate filter) {
        try (CallMemory call = new CallMemory()) {
            return search(floats(call, vector), Scalar.F32, count, filter, call);
        }
    }

    /** Sets how many candidates later searches look at; at least the count that they ask for. */
    public void searchWidth(int expansion) {
        GraphOptions.within("search width", expansion, 1, GraphOptions.MAX_EXPANSION);
        alone(() -> {
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
        alone(() -> {
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
        unchanged(() -> {
            usearch.file("usearch_save", index, file.toString());
            GraphFile.checkLength(file, usearch.get("usearch_serialized_length", index));
            return true;
        });
    }

    /** Vectors in the graph. */
    public long size() {
        requireOpen();
        return size;
    }

    /** Vectors, with removed ones whose places were not taken since, that fit into the memory that was taken. */
    public long capacity() {
        requireOpen();
        return capacity;
    }

    /** Bytes of memory that the library has taken, of a viewed file without its pages. */
    public long memoryBytes() {
        return unchanged(() -> memory.bytes(usearch, index, places, capacity));
    }

    /** Bytes of the file that {@link #save} writes. */
    public long serializedBytes() {
        return unchanged(() -> usearch.get("usearch_serialized_length", index));
    }

    /** Waits for what runs and frees the memory. Once closed, a graph stays closed. */
    @Override
    public void close() {
        requireNoFilter();
        changes.lock();
        structure.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                usearch.free(index);
            }
        } finally {
            structure.writeLock().unlock();
            changes.unlock();
        }
    }

    @Override
    public String toString() {
        return size + " vectors in " + options;
    }

    private void add(long key, MemorySegment vector, Scalar kind, CallMemory call) {
        requireChangeable();
        if (key == REMOVED) {
            throw new IllegalArgumentException("-1 is no key: the library marks removed vectors by it");
        }
        changes.lock();
        try {
            boolean taken = places > size;
            structure.writeLock().lock();
            try {
                requireOpen();
                if (!taken && places == capacity) {
                    grow(Math.max(FIRST_CAPACITY, 2 * capacity));
                }
                usearch.add(index, key, vector, kind, call, () -> "usearch_add(" + key + ") to " + this);
                counted(size + 1, taken ? places : places + 1);
            } catch (GraphException e) {
                counted(usearch.get("usearch_size", index), places); // an add that failed loses the place it took
                throw e;
            } finally {
                structure.writeLock().unlock();
            }
        } finally {
            changes.unlock();
        }
    }

    private Neighbours search(MemorySegment query, Scalar kind, int count, @Nullable LongPredicate filter,
            CallMemory call) {
        GraphOptions.within("count", count, 1, Integer.MAX_VALUE);
        requireNoFilter();
        slots.acquireUninterruptibly();
        try {
            return shared(() -> {
                int most = (int) Math.min(count, places);
                return most == 0 ? new Neighbours(new long[0], new float[0]) : found(query, kind, most, filter, call);
            });
        } finally {
            slots.release();
        }
    }

    private Neighbours found(MemorySegment query, Scalar kind, int most, @Nullable LongPredicate filter,
            CallMemory call) {
        MemorySegment keys = call.bytes((long) most * Long.BYTES, Long.BYTES);
        MemorySegment distances = call.bytes((long) most * Float.BYTES, Float.BYTES);
        int count;
        if (filter == null) {
            count = (int) usearch.search(index, query, kind, most, keys, distances, call,
                    () -> "usearch_search(" + most + ") in " + this);
        } else {
            try (Filtering filtering = Filtering.by(filter)) {
                count = (int) usearch.search(index, query, kind, most, Filtering.callback(), keys, distances, call,
                        () -> "usearch_filtered_search(" + most + ") in " + this);
                filtering.check();
            }
        }
        long[] foundKeys = new long[count];
        float[] foundDistances = new float[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long key = keys.getAtIndex(ValueLayout.JAVA_LONG, i);
            if (key != REMOVED) {
                foundKeys[kept] = key;
                foundDistances[kept++] = distances.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            }
        }
        return new Neighbours(Arrays.copyOf(foundKeys, kept), Arrays.copyOf(foundDistances, kept));
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
        usearch.set("usearch_change_threads_add", index, SEARCHES + 1);
    }

    private MemorySegment bits(CallMemory call, long[] words) {
        int needed = (options.dimensions() + Long.SIZE - 1) / Long.SIZE;
        if (options.scalar() != Scalar.B1 || words.length < needed) {
            throw new IllegalArgumentException(words.length + " words are no vector of " + options);
        }
        return call.of(words, needed);
    }

    private MemorySegment floats(CallMemory call, float[] vector) {
        if (options.scalar() == Scalar.B1 || vector.length != options.dimensions()) {
            throw new IllegalArgumentException(vector.length + " floats are no vector of " + options);
        }
        for (float component : vector) {
            if (!(Math.abs(component) <= GraphOptions.MAX_COMPONENT)) { // nor NaN
                throw new IllegalArgumentException("components of a vector are at most "
                        + GraphOptions.MAX_COMPONENT + ", not " + component);
            }
        }
        return call.of(vector);
    }

    /** Beside searches and adds. */
    private <T> T shared(Work<T> work) {
        requireNoFilter();
        structure.readLock().lock();
        try {
            requireOpen();
            return work.run();
        } finally {
            structure.readLock().unlock();
        }
    }

    /** Beside searches. */
    private <T> T unchanged(Work<T> work) {
        requireNoFilter();
        changes.lock();
        try {
            return shared(work);
        } finally {
            changes.unlock();
        }
    }

    private <T> T alone(Work<T> work) {
        requireNoFilter();
        changes.lock();
        structure.writeLock().lock();
        try {
            requireOpen();
            return work.run();
        } finally {
            structure.writeLock().unlock();
            changes.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the graph is closed: " + this);
        }
    }

    private void requireChangeable() {
        requireNoFilter();
        if (viewed) {
            throw new IllegalStateException("the graph is open for searches only: " + this);
        }
    }

    private static void requireNoFilter() {
        if (Filtering.running()) {
            throw new IllegalStateException("a filter must not call a graph, whose locks its search holds");
        }
    }

    @FunctionalInterface
    private interface Work<T> {

        T run();
    }
}
