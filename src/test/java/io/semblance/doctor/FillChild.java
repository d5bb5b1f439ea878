package io.semblance.doctor;

import io.semblance.asset.AssetIndexes;
import io.semblance.record.ChildJvm;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** A JVM in which nothing else is: fills an index and says what its record, its codes and its directory take. */
final class FillChild {

    static final String WORKLOAD = "workload";

    private static final long SEED = 7;

    private FillChild() {
    }

    /** Takes a directory; the workload, as numbers with commas between them, is a property. */
    public static void main(String[] words) {
        Path directory = Path.of(words[0]);
        // What the first index of a process takes once belongs to none.
        Fill.into(directory.resolve("other"), new Workload(2_000, 3, 256, 2, 1, 64, 0), SEED).close();
        Map<String, Long> bytes;
        long filled;
        try (AssetIndexes indexes = Fill.into(directory.resolve("filled"), workload(), SEED)) {
            bytes = Objects.requireNonNull(indexes.find(Fill.INDEX)).figures().bytes();
            filled = heap();
        }
        long record = bytes.getOrDefault("lmdb", 0L);
        long codes = bytes.values().stream().mapToLong(Long::longValue).sum() - record;
        ChildJvm.say(record + "," + codes + "," + (filled - heap()));
    }

    private static Workload workload() {
        long[] numbers = numbers(System.getProperty(WORKLOAD, ""));
        return new Workload(numbers[0], (int) numbers[1], (int) numbers[2], (int) numbers[3], (int) numbers[4],
                (int) numbers[5], (int) numbers[6]);
    }

    static long[] numbers(String text) {
        return Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
