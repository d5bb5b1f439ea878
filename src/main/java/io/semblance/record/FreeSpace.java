package io.semblance.record;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps a reserve free on the file system, so that writes are refused in good order before they fail in the middle. What
 * the system says is believed for a second, or until an eighth of the reserve has been written since.
 */
final class FreeSpace {

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private long believedUntil = System.nanoTime();
    private long usable;
    private long writtenSince;

    FreeSpace(LongSupplier usableBytes, long reserveBytes) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
    }

    /** What the file system of a path says. */
    static LongSupplier of(Path path) {
        return path.toFile()::getUsableSpace;
    }

    /**
     * Passes while the reserve is free.
     *
     * @throws StorageFullException if it is not
     */
    void check() {
        long now = System.nanoTime();
        if (now - believedUntil >= 0 || usable < reserveBytes || writtenSince > reserveBytes / 8) {
            usable = usableBytes.getAsLong();
            believedUntil = now + BELIEVED_NANOS;
            writtenSince = 0;
        }
        if (usable < reserveBytes) {
            throw new StorageFullException("the file system has " + usable + " bytes left and " + reserveBytes
                    + " are kept in reserve: make room", null);
        }
    }

    /** Looks now, whatever was believed: whether less than the reserve is free. */
    boolean isShort() {
        believedUntil = System.nanoTime();
        usable = usableBytes.getAsLong();
        return usable < reserveBytes;
    }

    void written(long bytes) {
        writtenSince += bytes;
    }
}
