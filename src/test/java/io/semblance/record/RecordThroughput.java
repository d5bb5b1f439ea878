package io.semblance.record;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures durable writes: rows (one 500-byte value by ascending id, one 8-byte value under a random 40-byte key, one log
 * entry) per second and commits per second. Argument: a directory on the disk to measure, which gets a new record.
 */
final class RecordThroughput {

    private static final long SECONDS = 5;

    private RecordThroughput() {
    }

    public static void main(String[] arguments) throws Exception {
        for (int writers : new int[]{1, 16, 64}) {
            run(Path.of(arguments[0]), writers, 1);
        }
        run(Path.of(arguments[0]), 1, 500);
        run(Path.of(arguments[0]), 4, 500);
    }

    private static void run(Path parent, int writers, int rows) throws Exception {
        Path directory = Files.createTempDirectory(parent, "throughput");
        AtomicLong commits = new AtomicLong();
        AtomicLong ids = new AtomicLong();
        List<Long> nanos = new ArrayList<>();
        long began = System.nanoTime();
        try (RecordStore store = RecordStore.open(directory, RecordOptions.defaults(),
                commit -> commits.incrementAndGet());
                ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<List<Long>>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                done.add(threads.submit(() -> write(store, ids, rows, began)));
            }
            for (Future<List<Long>> each : done) {
                nanos.addAll(each.get());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            nanos.sort(null);
            print(String.format("%2d writers x %3d rows: %7.0f rows/s %6.0f commits/s, p50 %5d us, p99 %6d us, %d MB",
                    writers, rows,
                    ids.get() / seconds, commits.get() / seconds, nanos.get(nanos.size() / 2) / 1_000,
                    nanos.get(nanos.size() * 99 / 100) / 1_000, store.sizeBytes() >> 20));
        }
        try (RecordStore store = RecordStore.open(directory, RecordOptions.defaults(), CommitListener.none())) {
            read(store, ids.get());
        }
        Directories.deleteTree(directory);
    }

    private static void read(RecordStore store, long ids) {
        SplittableRandom random = new SplittableRandom(ids);
        int gets = 200_000;
        long[] bytes = new long[1];
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < gets; i++) {
                byte[] key = Keys.id(random.nextLong(ids));
                try (Snapshot snapshot = store.snapshot()) {
                    bytes[0] += snapshot
                            .read(tx -> Objects.requireNonNull(tx.get(Table.ASSETS, key)).remaining());
                }
            }
            long got = System.nanoTime();
            try (Snapshot snapshot = store.snapshot()) {
                snapshot.read(tx -> {
                    tx.scan(Table.ASSETS, new byte[0], (key, value) -> (bytes[0] += value.get(0)) != Long.MAX_VALUE);
                    return bytes;
                });
            }
            long scanned = System.nanoTime();
            print(String.format("   %8.0f gets/s each with its snapshot, %9.0f rows/s scanned of %d",
                    gets * 1e9 / (got - start),
                    ids * 1e9 / (scanned - got), ids));
        }
    }

    private static List<Long> write(RecordStore store, AtomicLong ids, int rows, long began) {
        List<Long> nanos = new ArrayList<>();
        long seed = ThreadLocalRandom.current().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] value = Stores.randomBytes(random, 500);
        while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(SECONDS)) {
            long first = ids.getAndAdd(rows);
            byte[][] keys = new byte[rows][];
            for (int i = 0; i < rows; i++) {
                keys[i] = Stores.randomBytes(random, 40);
            }
            long start = System.nanoTime();
            store.write(tx -> {
                for (int i = 0; i < rows; i++) {
                    tx.put(Table.ASSETS, Keys.id(first + i), value);
                    tx.putDuplicate(Table.POSTINGS, keys[i], Keys.id(first + i));
                    tx.logChange(ChangeOperation.PUT, first + i);
                }
                return rows;
            }).join();
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    private static void print(String line) {
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).println(line);
    }
}
