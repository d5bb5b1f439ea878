package io.semblance.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the tests of the record share. */
final class Stores {

    /** No reserve, so that the tests run on any disk. */
    static final RecordOptions OPTIONS = RecordOptions.defaults().withReserveBytes(0);

    private Stores() {
    }

    static RecordStore open(Path directory) {
        return RecordStore.open(directory, OPTIONS, CommitListener.none());
    }

    /** Puts text under an id and logs it; returns the sequence number of the commit. */
    static WriteTask<Long> put(long id, String value) {
        return tx -> {
            tx.put(Table.ASSETS, Keys.id(id), bytes(value));
            tx.logChange(ChangeOperation.PUT, id);
            return tx.sequence();
        };
    }

    static @Nullable String asset(RecordStore store, long id) {
        try (Snapshot snapshot = store.snapshot()) {
            return asset(snapshot, id);
        }
    }

    static @Nullable String asset(Snapshot snapshot, long id) {
        byte[] value = snapshot.<byte @Nullable []>read(tx -> tx.getBytes(Table.ASSETS, Keys.id(id)));
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    static List<Change> changes(RecordStore store, long since) {
        List<Change> changes = new ArrayList<>();
        try (Snapshot snapshot = store.snapshot()) {
            snapshot.read(tx -> {
                tx.changesSince(since, changes::add);
                return changes;
            });
        }
        return changes;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] randomBytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Keeps the writer inside a task until the latch opens, so that what is written meanwhile forms one group. */
    static CompletableFuture<Long> block(RecordStore store, CountDownLatch release) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Long> blocked = store.write(tx -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            tx.put(Table.META, Keys.name("blocked"), bytes("yes"));
            return tx.sequence();
        });
        entered.await();
        return blocked;
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }

    /** Lets others run; virtual threads are not time-sliced, so that one that spins would keep its carrier. */
    static void pause() {
        LockSupport.parkNanos(1_000);
    }
}
