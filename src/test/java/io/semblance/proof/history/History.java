package io.semblance.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.semblance.asset.AssetIndex;
import io.semblance.proof.history.Operation.Kind;

/**
 * What several threads did to the registers of an index. At any time all threads work on the same few registers, so that
 * they meet; each register is used for a limited number of operations.
 *
 * @param operations by register
 * @param torn what was seen that no order can explain
 */
record History(Map<Integer, List<Operation>> operations, List<String> torn) {

    private static final int THREADS = 8;
    private static final int AT_ONCE = 6;
    private static final int OF_A_REGISTER = 400;

    /** Lets the threads work. */
    static History of(AssetIndex index, int operations, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            recorders.add(new Recorder(index, i, random.split()));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            recorders.stream().map(one -> CompletableFuture.runAsync(() -> one.work(operations / THREADS), threads))
                    .toList().forEach(CompletableFuture::join);
        }
        Map<Integer, List<Operation>> all = new TreeMap<>();
        List<String> torn = new ArrayList<>();
        for (Recorder recorder : recorders) {
            recorder.operations
                    .forEach((register, list) -> all.computeIfAbsent(register, none -> new ArrayList<>()).addAll(list));
            torn.addAll(recorder.torn);
        }
        return new History(all, torn);
    }

    int size() {
        return operations.values().stream().mapToInt(List::size).sum();
    }

    /** Registers whose operations no order explains. */
    List<Integer> unexplained() {
        return operations.entrySet().stream().filter(entry -> !WitnessOrder.exists(entry.getValue()))
                .map(Map.Entry::getKey).toList();
    }

    /** What one thread does and sees. */
    private static final class Recorder {

        private final AssetIndex index;
        private final int thread;
        private final SplittableRandom random;
        private final Map<Integer, List<Operation>> operations = new TreeMap<>();
        private final List<String> torn = new ArrayList<>();

        Recorder(AssetIndex index, int thread, SplittableRandom random) {
            this.index = index;
            this.thread = thread;
            this.random = random;
        }

        void work(int times) {
            for (int i = 1; i <= times; i++) {
                int generation = i * THREADS / (AT_ONCE * OF_A_REGISTER);
                int number = generation * AT_ONCE + random.nextInt(AT_ONCE);
                try {
                    Operation done = once(new Register(index, number), (long) i * THREADS + thread);
                    operations.computeIfAbsent(number, none -> new ArrayList<>()).add(done);
                } catch (Register.TornException seen) {
                    torn.add(seen.getMessage());
                }
            }
        }

        /** Versions are unique, so that whoever sees one knows who wrote it. */
        private Operation once(Register register, long version) throws Register.TornException {
            int kind = random.nextInt(10);
            long began = System.nanoTime();
            if (kind < 3) {
                boolean wasThere = register.write(version);
                return new Operation(Kind.WRITE, version, wasThere, began, System.nanoTime());
            }
            if (kind == 3) {
                boolean wasThere = register.delete();
                return new Operation(Kind.DELETE, Operation.ABSENT, wasThere, began, System.nanoTime());
            }
            long seen = register.read(random);
            return new Operation(Kind.READ, seen, false, began, System.nanoTime());
        }
    }
}
