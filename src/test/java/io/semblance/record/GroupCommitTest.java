package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.bytes;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    @TempDir
    Path directory;

    @Test
    void waitingTasksShareOneCommitInTheirOrder() throws Exception {
        List<List<?>> results = new CopyOnWriteArrayList<>();
        CountDownLatch release = new CountDownLatch(1);
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS, commit -> results.add(commit.results()))) {
            CompletableFuture<Long> first = Stores.block(store, release);
            List<CompletableFuture<String>> joined = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int id = i;
                joined.add(store.write(tx -> {
                    tx.put(Table.ASSETS, Keys.id(id), bytes("value"));
                    return id + "@" + tx.sequence();
                }));
            }
            release.countDown();
            assertThat(first.join()).isEqualTo(1);
            List<String> expected = List.of("0@2", "1@2", "2@2", "3@2", "4@2", "5@2", "6@2", "7@2", "8@2", "9@2");
            assertThat(joined.stream().map(CompletableFuture::join)).isEqualTo(expected);
            assertThat(results).isEqualTo(List.of(List.of(1L), expected));
        }
    }

    /** Memory beside the heap comes back; nothing was written, and nothing is wrong with the disk. */
    @Test
    void writeForWhichThereIsNoMemoryIsRefusedAndTheNextOneIsNot() {
        AtomicBoolean refused = new AtomicBoolean();
        RecordOptions options = Stores.OPTIONS.withClock(() -> {
            if (refused.getAndSet(false)) {
                throw new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory");
            }
            return Instant.EPOCH;
        });
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
            store.write(Stores.put(1, "one")).join();
            refused.set(true);
            assertThatThrownBy(() -> store.write(Stores.put(2, "two")).get())
                    .hasCauseInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("not enough memory beside the heap");
            assertThat(store.health().writable()).isTrue();
            assertThat(store.write(Stores.put(3, "three")).join()).isEqualTo(2);
            assertThat(Stores.changes(store, 0)).extracting(Change::id).containsExactly(1L, 3L);
        }
    }

    /** The control: what is on disk cannot be taken back, whatever fails afterwards. */
    @Test
    void commitThatCannotBePublishedForWantOfMemoryLatches() {
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS, commit -> {
            throw new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory");
        })) {
            assertThatThrownBy(() -> store.write(Stores.put(1, "one")).get())
                    .hasCauseInstanceOf(StoreFailedException.class);
            assertThat(store.health().writable()).isFalse();
        }
    }

    @Test
    void concurrentWritersShareCommitsAndSeeTheirWriteOnceAcknowledged() throws Exception {
        List<Long> sequences = new CopyOnWriteArrayList<>();
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS,
                commit -> sequences.add(commit.sequence()));
                ExecutorService writers = Executors.newFixedThreadPool(16)) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < 16; writer++) {
                long first = writer * 1_000L;
                done.add(writers.submit(() -> writeAndCheck(store, first, 100)));
            }
            for (Future<?> each : done) {
                each.get();
            }
            assertThat(store.entries(Table.ASSETS)).isEqualTo(1_600);
            assertThat(sequences).hasSizeLessThan(1_600).isSorted().doesNotHaveDuplicates();
            assertThat(sequences.getLast()).isEqualTo(sequences.size());
        }
    }

    private static void writeAndCheck(RecordStore store, long first, int count) {
        for (long id = first; id < first + count; id++) {
            long sequence = store.write(put(id, "value " + id)).join();
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(snapshot.sequence()).isGreaterThanOrEqualTo(sequence);
                assertThat(asset(snapshot, id)).isEqualTo("value " + id);
            }
        }
    }

    @Test
    void aFailingTaskFailsAloneAndLeavesNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RecordStore store = Stores.open(directory)) {
            CompletableFuture<Long> first = Stores.block(store, release);
            CompletableFuture<Long> before = store.write(put(1, "one"));
            CompletableFuture<Long> afterWriting = store.write(tx -> {
                tx.put(Table.ASSETS, Keys.id(1), bytes("wrong"));
                tx.put(Table.ASSETS, Keys.id(2), bytes("wrong"));
                tx.logChange(ChangeOperation.PUT, 2);
                throw new IllegalStateException("after writing");
            });
            CompletableFuture<Long> between = store.write(put(3, "three"));
            CompletableFuture<Long> beforeWriting = store.write(tx -> {
                throw new IllegalArgumentException("before writing");
            });
            CompletableFuture<Long> last = store.write(put(4, "four"));
            release.countDown();
            assertThat(List.of(first.join(), before.join(), between.join(), last.join())).containsExactly(1L, 2L, 3L,
                    3L);
            assertThatThrownBy(afterWriting::get).isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("after writing");
            assertThatThrownBy(beforeWriting::get).hasRootCauseMessage("before writing");
            assertThat(asset(store, 1)).isEqualTo("one");
            assertThat(asset(store, 2)).isNull();
            assertThat(Stores.changes(store, 0)).extracting(Change::id).containsExactly(1L, 3L, 4L);
            assertThat(store.health().writable()).isTrue();
        }
    }

    @Test
    void aTaskThatChangesNothingMakesNoCommit() {
        List<Long> sequences = new CopyOnWriteArrayList<>();
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS,
                commit -> sequences.add(commit.sequence()))) {
            store.write(put(1, "one")).join();
            assertThat(store.write(tx -> tx.contains(Table.ASSETS, Keys.id(1))).join()).isTrue();
            assertThat(sequences).containsExactly(1L);
        }
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS.withTasks(3, 2), CommitListener.none())) {
            CompletableFuture<Long> first = Stores.block(store, release);
            List<CompletableFuture<Long>> taken = List.of(store.write(put(1, "one")), store.write(put(2, "two")),
                    store.write(put(3, "three")));
            assertThatThrownBy(() -> store.write(put(4, "four"))).isInstanceOf(StoreBusyException.class);
            assertThat(store.waitingWrites()).isEqualTo(3);
            release.countDown();
            assertThat(first.join()).isEqualTo(1);
            assertThat(taken.stream().map(CompletableFuture::join)).containsExactly(2L, 2L, 3L);
            assertThat(store.write(put(4, "four")).join()).isEqualTo(4);
        }
    }

    @Test
    void aListenerThatFailsLatchesTheStoreAndTheCommitIsKept() {
        CommitListener failing = commit -> {
            throw new IllegalStateException("cannot follow");
        };
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS, failing)) {
            CompletableFuture<Long> write = store.write(put(1, "one"));
            assertThatThrownBy(write::get).hasCauseInstanceOf(StoreFailedException.class)
                    .hasMessageContaining("cannot follow");
            assertThatThrownBy(() -> store.write(put(2, "two"))).isInstanceOf(StoreFailedException.class);
            assertThat(store.health().failure()).contains("commit 1 is on disk");
            assertThat(asset(store, 1)).isEqualTo("one");
        }
        try (RecordStore store = Stores.open(directory)) {
            assertThat(asset(store, 1)).isEqualTo("one");
            assertThat(store.write(put(2, "two")).join()).isEqualTo(2);
        }
    }
}
