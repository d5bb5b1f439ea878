package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    @TempDir
    Path directory;

    @Test
    void aSnapshotNeverSeesLaterWritesThroughAnyOfItsReaders() throws Exception {
        int readers = RecordOptions.readersPerSnapshot();
        try (RecordStore store = Stores.open(directory);
                ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            store.write(put(1, "before")).join();
            try (Snapshot snapshot = store.snapshot()) {
                store.write(put(1, "after")).join();
                CountDownLatch allInside = new CountDownLatch(readers);
                List<Future<String>> seen = new ArrayList<>();
                for (int i = 0; i < readers; i++) {
                    seen.add(threads.submit(() -> snapshot.read(tx -> {
                        allInside.countDown();
                        awaitUninterrupted(allInside);
                        return new String(required(tx.getBytes(Table.ASSETS, Keys.id(1))),
                                StandardCharsets.UTF_8);
                    })));
                }
                for (Future<String> each : seen) {
                    assertThat(each.get()).isEqualTo("before");
                }
                assertThat(snapshot.sequence()).isEqualTo(1);
            }
            assertThat(asset(store, 1)).isEqualTo("after");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    @Test
    void thousandsOfVirtualThreadsReadOneStateEachWhileCommitsGoOn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (RecordStore store = Stores.open(directory)) {
            store.write(SnapshotTest::putSequenceTwice).join();
            CompletableFuture<Long> commits = CompletableFuture.supplyAsync(() -> {
                long last = 0;
                while (!stop.get()) {
                    last = store.write(SnapshotTest::putSequenceTwice).join();
                }
                return last;
            });
            List<Future<long[]>> reads = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 5_000; i++) {
                    reads.add(threads.submit(() -> readTwice(store)));
                }
            }
            stop.set(true);
            for (Future<long[]> read : reads) {
                long[] seen = read.get();
                assertThat(seen[1]).isEqualTo(seen[0]);
                assertThat(seen[2]).isEqualTo(seen[0]);
            }
            try (Snapshot last = store.snapshot()) {
                assertThat(last.sequence()).isEqualTo(commits.join());
            }
        }
    }

    private static long putSequenceTwice(WriteTransaction tx) {
        tx.put(Table.ASSETS, Keys.id(1), Keys.id(tx.sequence()));
        tx.put(Table.UNITS, Keys.id(2), Keys.id(tx.sequence()));
        return tx.sequence();
    }

    private static long[] readTwice(RecordStore store) {
        try (Snapshot snapshot = store.snapshot()) {
            long first = snapshot.read(tx -> Keys.id(required(tx.get(Table.ASSETS, Keys.id(1)))));
            Stores.pause();
            long second = snapshot.read(tx -> Keys.id(required(tx.get(Table.UNITS, Keys.id(2)))));
            return new long[]{snapshot.sequence(), first, second};
        }
    }

    @Test
    void heldSnapshotsNeverExhaustReaderSlotsTheWriterWaitsInstead() {
        int readers = 4 * RecordOptions.readersPerSnapshot();
        RecordOptions options = Stores.OPTIONS.withMaxReaders(readers).withTimes(Duration.ofMillis(20),
                Duration.ofSeconds(1));
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
            List<Snapshot> held = new ArrayList<>();
            for (int i = 0; i < options.maxSnapshots() - 1; i++) {
                held.add(store.snapshot());
                store.write(put(1, "value " + i)).join();
            }
            held.add(store.snapshot());
            CompletableFuture<Long> refused = store.write(put(1, "refused"));
            assertThatThrownBy(refused::get).hasCauseInstanceOf(StoreBusyException.class);
            assertThat(asset(held.getFirst(), 1)).isNull();
            assertThat(asset(held.get(1), 1)).isEqualTo("value 0");
            assertThat(asset(store, 1)).isEqualTo("value " + (options.maxSnapshots() - 2));
            held.forEach(Snapshot::close);
            store.write(put(1, "taken")).join();
            assertThat(asset(store, 1)).isEqualTo("taken");
        }
    }

    @Test
    void aSnapshotIsHeldByCountAndRefusesOnceClosed() {
        try (RecordStore store = Stores.open(directory)) {
            Snapshot snapshot = store.snapshot();
            assertThat(snapshot.tryRetain()).isTrue();
            snapshot.close();
            store.write(put(1, "one")).join();
            assertThat(asset(snapshot, 1)).isNull();
            snapshot.close();
            assertThat(snapshot.tryRetain()).isFalse();
            assertThatThrownBy(() -> asset(snapshot, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(snapshot::close).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void readsNestInsideOneThread() {
        try (RecordStore store = Stores.open(directory)) {
            store.write(put(1, "one")).join();
            store.write(put(2, "two")).join();
            try (Snapshot snapshot = store.snapshot()) {
                String both = snapshot.read(tx -> {
                    ByteBuffer first = required(tx.get(Table.ASSETS, Keys.id(1)));
                    String second = required(asset(snapshot, 2));
                    return StandardCharsets.UTF_8.decode(first) + second;
                });
                assertThat(both).isEqualTo("onetwo");
            }
        }
    }
}
