package io.semblance.asset.backend.stored;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** A read that waits for its disk: it keeps the record open, and whoever closes it waiting. */
public final class HangingRead {

    private HangingRead() {
    }

    /**
     * Begins one, and returns once it reads.
     *
     * @param disk what it waits for
     */
    public static void begin(StoredIndexes indexes, String name, Executor threads, CountDownLatch disk)
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> indexes.read(name, tx -> {
            begun.countDown();
            try {
                disk.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return name;
        }));
        begun.await();
    }
}
