package io.semblance.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A small file in the data directory, written and removed again, to see what the disk below can do. */
final class Probe {

    private static final int BYTES = 4096;
    private static final int SYNCS = 15;
    /** A disk that is this slow has been seen well enough. */
    private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Probe() {
    }

    /** The median of a few synced writes. */
    static Duration medianSync(Path directory) throws IOException {
        return in(directory, channel -> {
            long[] nanos = new long[SYNCS];
            int measured = 0;
            long began = System.nanoTime();
            while (measured < SYNCS && (measured == 0 || System.nanoTime() - began < ENOUGH_NANOS)) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(BYTES), (long) measured * BYTES);
                channel.force(false);
                nanos[measured++] = System.nanoTime() - start;
            }
            Arrays.sort(nanos, 0, measured);
            return Duration.ofNanos(nanos[measured / 2]);
        });
    }

    /** Does with a file what the record does: maps it for writing, writes through the map, and locks it. */
    static void mapAndLock(Path directory) throws IOException {
        in(directory, channel -> {
            try (FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new IOException("a file that nobody has cannot be locked");
                }
                MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
                map.put(0, (byte) 1);
                map.force();
            }
            ByteBuffer back = ByteBuffer.allocate(1);
            channel.read(back, 0);
            if (back.get(0) != 1) {
                throw new IOException("a file does not show what was written through its map");
            }
            return Duration.ZERO;
        });
    }

    private static Duration in(Path directory, Use use) throws IOException {
        Path file = Files.createTempFile(directory, ".doctor-", ".probe");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return use.of(channel);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private interface Use {
        Duration of(FileChannel channel) throws IOException;
    }
}
