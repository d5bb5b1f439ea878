package io.semblance.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own in which platform and virtual threads search for some seconds while one of the things happens that end
 * the process without a guard. Ends with 0 if all answers were right. Arguments: scenario, seconds, directory.
 *
 * <p>A vector follows from its key, so that each hit shows whether it is the key's and the distance true.
 */
final class GraphStress {

    enum Scenario {
        /** Searches while the first vectors come in. */
        FIRST_ADDS,
        /** Searches while memory is taken, again and again. */
        GROWTH,
        /** Searches while new vectors take the places of removed ones. */
        REPLACEMENTS,
        /** Searches while a graph is written, read, mapped and exchanged for what was read. */
        SAVING_AND_LOADING,
        /** Changes of a graph that lies in a mapped file, with places to be taken. */
        CHANGES_OF_VIEWED,
        /** Searches by far more threads than the library has slots, whose number is reset again and again. */
        THREAD_SLOTS,
        /** Filters that throw. */
        THROWING_FILTERS
    }

    private static final GraphOptions OPTIONS = GraphOptions.hamming(256, false);
    private static final int PLATFORM_THREADS = 3;
    /** Far more than the library has slots. */
    private static final int VIRTUAL_THREADS = 150;
    private static final int MANY_PLATFORM_THREADS = 60;

    private final GraphLibrary library;
    private final Path directory;
    private final long deadline;
    private final AtomicReference<Graph> current;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong hits = new AtomicLong();

    private GraphStress(GraphLibrary library, Path directory, long seconds) {
        this.library = library;
        this.directory = directory;
        this.deadline = System.nanoTime() + seconds * 1_000_000_000;
        this.current = new AtomicReference<>(Graph.create(library, OPTIONS));
    }

    static void main(String[] arguments) throws Exception {
        GraphStress stress = new GraphStress(GraphLibrary.open(null), Path.of(arguments[2]),
                Long.parseLong(arguments[1]));
        stress.run(Scenario.valueOf(arguments[0]));
    }

    private void run(Scenario scenario) throws Exception {
        List<Thread> searching = new ArrayList<>();
        LongPredicate filter = key -> {
            if (key % 64 == 63) {
                throw new ArithmeticException("key " + key);
            }
            return key % 2 == 0;
        };
        // Only those of the platform are within the library at the same time.
        int platform = scenario == Scenario.THREAD_SLOTS ? MANY_PLATFORM_THREADS : PLATFORM_THREADS;
        for (int i = 0; i < platform + VIRTUAL_THREADS; i++) {
            Thread.Builder kind = i < platform ? Thread.ofPlatform() : Thread.ofVirtual();
            long seed = i;
            searching.add(kind.start(() -> search(seed, scenario == Scenario.THROWING_FILTERS ? filter : null)));
        }
        long round = 0;
        while (!over()) {
            switch (scenario) {
                case FIRST_ADDS, THROWING_FILTERS -> firstAdds();
                case GROWTH, THREAD_SLOTS -> growth();
                case REPLACEMENTS -> replacement(round);
                case SAVING_AND_LOADING -> savingAndLoading(round);
                case CHANGES_OF_VIEWED -> changesOfViewed(round);
            }
            round++;
        }
        for (Thread thread : searching) {
            thread.join();
        }
        Throwable thrown = failure.get();
        if (thrown != null || hits.get() == 0) {
            throw new IllegalStateException(hits + " hits in " + round + " rounds", thrown);
        }
    }

    private void firstAdds() {
        Graph next = Graph.create(library, OPTIONS);
        Graph last = current.getAndSet(next);
        for (int key = 0; key < 200; key++) {
            next.add(key, vector(key));
        }
        last.close();
    }

    private void growth() {
        Graph next = Graph.create(library, OPTIONS);
        Graph last = current.getAndSet(next);
        for (int key = 0; key < 10_000 && !over(); key++) {
            next.add(key, vector(key));
            if (key % 50 == 0) {
                next.reserve(next.capacity() + 1);
            }
        }
        last.close();
    }

    /** A new key takes the place of an old one, among 1,000 that are there. */
    private void replacement(long round) {
        Graph graph = current.get();
        graph.add(round, vector(round));
        if (round >= 1000 && graph.remove(round - 1000) != 1) {
            throw new IllegalStateException("key " + (round - 1000) + " was not there");
        }
    }

    private void savingAndLoading(long round) {
        Path file = directory.resolve("graph-" + round % 2);
        Graph last = current.get();
        for (long key = last.size(); key < 2000 + round; key++) {
            last.add(key, vector(key));
        }
        last.save(file);
        try (Graph viewed = Graph.view(library, OPTIONS, file)) {
            verify(viewed.search(vector(5), 10), vector(5));
        }
        current.set(Graph.load(library, OPTIONS, file));
        last.close();
    }

    /** Each change is refused, and searches go on. */
    private void changesOfViewed(long round) {
        Path file = directory.resolve("graph-" + round % 2);
        try (Graph written = Graph.create(library, OPTIONS)) {
            for (int key = 0; key < 200; key++) {
                written.add(key, vector(key));
            }
            written.remove(5);
            written.save(file);
        }
        Graph viewed = Graph.view(library, OPTIONS, file);
        Graph last = current.getAndSet(viewed);
        for (Runnable change : List.<Runnable>of(() -> viewed.add(5, vector(5)), () -> viewed.add(900, vector(900)),
                () -> viewed.remove(6), () -> viewed.reserve(1 << 12), () -> viewed.save(file))) {
            try {
                change.run();
            } catch (IllegalStateException refused) {
                continue;
            }
            throw new IllegalStateException("a viewed graph was changed");
        }
        if (viewed.size() != 199) {
            throw new IllegalStateException("a viewed graph has another size: " + viewed.size());
        }
        last.close();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread that never waits leaves the others none
    private void search(long seed, @Nullable LongPredicate filter) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!over()) {
            long[] query = vector(random.nextInt(2000));
            try {
                hits.addAndGet(verify(current.get().search(query, 10, filter), query));
            } catch (ArithmeticException e) {
                hits.incrementAndGet(); // the filter's own
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).startsWith("the graph is closed")) {
                    failure.compareAndSet(null, e);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
            Thread.yield();
        }
    }

    private static int verify(Neighbours found, long[] query) {
        for (int i = 0; i < found.size(); i++) {
            long[] vector = vector(found.keys()[i]);
            int distance = 0;
            for (int word = 0; word < vector.length; word++) {
                distance += Long.bitCount(vector[word] ^ query[word]);
            }
            if (distance != found.distances()[i]) {
                throw new IllegalStateException("key " + found.keys()[i] + " has distance " + distance + ", not "
                        + found.distances()[i]);
            }
        }
        return found.size();
    }

    private static long[] vector(long key) {
        SplittableRandom random = new SplittableRandom(key);
        return new long[]{random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()};
    }

    private boolean over() {
        return System.nanoTime() > deadline || failure.get() != null;
    }
}
