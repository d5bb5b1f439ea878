package io.semblance.graph;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The same without the guards: calls the library as it should not be called, until the process ends. */
final class UnguardedCalls {

    enum Scenario {
        FIRST_ADDS, ADD_TO_VIEWED, GROWTH, THROWING_FILTER
    }

    private static final GraphOptions OPTIONS = GraphOptions.hamming(256, false);

    private final Usearch usearch;
    private final AtomicReference<MemorySegment> current = new AtomicReference<>(MemorySegment.NULL);
    private final long deadline;
    private final Path directory;

    private UnguardedCalls(Usearch usearch, long seconds, Path directory) {
        this.usearch = usearch;
        this.deadline = System.nanoTime() + seconds * 1_000_000_000;
        this.directory = directory;
    }

    static void main(String[] arguments) throws Exception {
        UnguardedCalls calls = new UnguardedCalls(new Usearch(GraphLibrary.open(null)), Long.parseLong(arguments[1]),
                Path.of(arguments[2]));
        switch (Scenario.valueOf(arguments[0])) {
            case FIRST_ADDS -> calls.whileSearching(calls::firstAdds);
            case GROWTH -> calls.whileSearching(calls::growth);
            case ADD_TO_VIEWED -> calls.addToViewed();
            case THROWING_FILTER -> calls.throwingFilter();
        }
    }

    private void whileSearching(Runnable change) {
        current.set(created());
        for (int i = 0; i < 3; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                Random random = new Random(1);
                while (true) {
                    search(current.get(), random.longs(4).toArray());
                }
            });
        }
        while (System.nanoTime() < deadline) {
            change.run();
        }
    }

    /** Graphs that were are not freed, so that nothing else than the first adds can be at fault. */
    private void firstAdds() {
        MemorySegment next = created();
        usearch.set("usearch_reserve", next, 64);
        usearch.set("usearch_change_threads_add", next, 8);
        current.set(next);
        Random random = new Random(2);
        for (int key = 0; key < 20; key++) {
            add(next, key, random.longs(4).toArray());
        }
    }

    private void growth() {
        MemorySegment index = current.get();
        Random random = new Random(3);
        usearch.set("usearch_reserve", index, usearch.get("usearch_capacity", index) + 1);
        usearch.set("usearch_change_threads_add", index, 8);
        add(index, usearch.get("usearch_size", index), random.longs(4).toArray());
    }

    private void addToViewed() {
        MemorySegment index = created();
        usearch.set("usearch_reserve", index, 100);
        for (int key = 0; key < 100; key++) {
            add(index, key, new long[]{key, key, key, key});
        }
        usearch.remove(index, 5);
        String file = directory.resolve("graph").toString();
        usearch.file("usearch_save", index, file);
        MemorySegment viewed = created();
        usearch.file("usearch_view", viewed, file);
        add(viewed, 200, new long[4]);
    }

    private void throwingFilter() throws ReflectiveOperationException {
        MemorySegment index = created();
        usearch.set("usearch_reserve", index, 100);
        add(index, 1, new long[4]);
        MemorySegment stub = stub();
        try (CallMemory call = new CallMemory()) {
            usearch.search(index, NativeVector.of(new long[4], OPTIONS, call), stub, NativeNeighbours.room(1, call),
                    call,
                    () -> "search");
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment stub() throws ReflectiveOperationException {
        return Linker.nativeLinker().upcallStub(
                MethodHandles.lookup().findStatic(UnguardedCalls.class, "thrower",
                        MethodType.methodType(int.class, long.class, MemorySegment.class)),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS), Arena.global());
    }

    @SuppressWarnings({"unused", "UnusedMethod"}) // called by the library
    private static int thrower(long key, MemorySegment state) {
        throw new ArithmeticException("key " + key + " at " + state);
    }

    private MemorySegment created() {
        MemorySegment index = usearch.init(OPTIONS);
        usearch.set("usearch_change_threads_add", index, 8);
        return index;
    }

    private void add(MemorySegment index, long key, long[] words) {
        try (CallMemory call = new CallMemory()) {
            usearch.add(index, key, NativeVector.of(words, OPTIONS, call), call, () -> "add");
        }
    }

    private void search(MemorySegment index, long[] words) {
        try (CallMemory call = new CallMemory()) {
            usearch.search(index, NativeVector.of(words, OPTIONS, call), NativeNeighbours.room(10, call), call,
                    () -> "search");
        } catch (GraphException e) {
            Thread.onSpinWait(); // no thread slot was free; what is sought is worse
        }
    }
}
