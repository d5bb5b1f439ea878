package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.bytes;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {

    @TempDir
    Path directory;

    @Test
    void committedDataIsThereAfterReopening() {
        try (RecordStore store = Stores.open(directory)) {
            assertThat(store.write(put(7, "seven")).join()).isEqualTo(1);
            assertThat(store.write(put(-1, "the greatest id")).join()).isEqualTo(2);
        }
        try (RecordStore store = Stores.open(directory); Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.sequence()).isEqualTo(2);
            assertThat(asset(snapshot, 7)).isEqualTo("seven");
            assertThat(asset(snapshot, -1)).isEqualTo("the greatest id");
            assertThat(asset(snapshot, 8)).isNull();
            assertThat(store.entries(Table.ASSETS)).isEqualTo(2);
            assertThat(store.sizeBytes()).isPositive();
        }
    }

    @Test
    void emptyAndLargeValuesComeBack() {
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 1;
        try (RecordStore store = Stores.open(directory)) {
            store.write(tx -> {
                tx.put(Table.META, Keys.name("empty"), new byte[0]);
                tx.put(Table.META, Keys.name("large"), large);
                return true;
            }).join();
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(meta(snapshot, "empty")).isEqualTo(new byte[0]);
                assertThat(meta(snapshot, "large")).isEqualTo(large);
            }
        }
    }

    private static byte @Nullable [] meta(Snapshot snapshot, String name) {
        return snapshot.<byte @Nullable []>read(tx -> tx.getBytes(Table.META, Keys.name(name)));
    }

    @Test
    void scansBeginAtAKeyEndWithAPrefixAndStopOnDemand() {
        try (RecordStore store = Stores.open(directory)) {
            store.write(tx -> {
                for (String key : List.of("a", "ab", "abc", "b", "ba")) {
                    tx.put(Table.UNITS, bytes(key), bytes("value of " + key));
                }
                return true;
            }).join();
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(scan(snapshot, "")).containsExactly("a", "ab", "abc", "b", "ba");
                assertThat(scan(snapshot, "aa")).containsExactly("ab", "abc", "b", "ba");
                assertThat(scan(snapshot, "c")).isEmpty();
                List<String> prefixed = new ArrayList<>();
                snapshot.read(tx -> {
                    tx.scanPrefix(Table.UNITS, bytes("ab"),
                            (key, value) -> prefixed.add(text(key) + "=" + text(value)));
                    return true;
                });
                assertThat(prefixed).containsExactly("ab=value of ab", "abc=value of abc");
                List<String> first = new ArrayList<>();
                snapshot.read(tx -> {
                    tx.scan(Table.UNITS, new byte[0], (key, value) -> first.add(text(key)) && first.size() < 2);
                    return true;
                });
                assertThat(first).containsExactly("a", "ab");
            }
        }
    }

    private static List<String> scan(Snapshot snapshot, String from) {
        List<String> keys = new ArrayList<>();
        return snapshot.read(tx -> {
            tx.scan(Table.UNITS, bytes(from), (key, value) -> keys.add(text(key)));
            return keys;
        });
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void aPostingKeepsItsIdsInUnsignedOrder() {
        byte[] key = Keys.posting((short) 0x1234, HexFormat.of().parseHex("cafe"));
        try (RecordStore store = Stores.open(directory)) {
            store.write(tx -> {
                assertThat(tx.putDuplicate(Table.POSTINGS, key, Keys.id(-1))).isTrue();
                assertThat(tx.putDuplicate(Table.POSTINGS, key, Keys.id(5))).isTrue();
                assertThat(tx.putDuplicate(Table.POSTINGS, key, Keys.id(300))).isTrue();
                assertThat(tx.putDuplicate(Table.POSTINGS, key, Keys.id(5))).isFalse();
                return true;
            }).join();
            assertThat(ids(store, key)).containsExactly(5L, 300L, -1L);
            store.write(tx -> {
                assertThat(tx.deleteDuplicate(Table.POSTINGS, key, Keys.id(300))).isTrue();
                assertThat(tx.deleteDuplicate(Table.POSTINGS, key, Keys.id(301))).isFalse();
                return true;
            }).join();
            assertThat(ids(store, key)).containsExactly(5L, -1L);
            assertThat(store.entries(Table.POSTINGS)).isEqualTo(2);
        }
    }

    private static List<Long> ids(RecordStore store, byte[] key) {
        List<Long> ids = new ArrayList<>();
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.read(tx -> {
                tx.duplicates(Table.POSTINGS, key, value -> ids.add(Keys.id(value)));
                return ids;
            });
        }
    }

    @Test
    void mappedMemoryCannotBeWrittenOrUsedAfterwards() {
        try (RecordStore store = Stores.open(directory)) {
            store.write(put(1, "one")).join();
            List<ReadTransaction> kept = new ArrayList<>();
            try (Snapshot snapshot = store.snapshot()) {
                assertThatThrownBy(() -> snapshot.<@Nullable ByteBuffer>read(tx -> {
                    kept.add(tx);
                    ByteBuffer value = tx.get(Table.ASSETS, Keys.id(1));
                    return value == null ? null : value.put((byte) 0);
                })).isInstanceOf(ReadOnlyBufferException.class);
            }
            assertThatThrownBy(() -> kept.getFirst().get(Table.ASSETS, Keys.id(1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keysAndTablesAreChecked() {
        try (RecordStore store = Stores.open(directory)) {
            assertRefused(store, tx -> putInto(tx, Table.ASSETS, new byte[0]));
            assertRefused(store, tx -> putInto(tx, Table.ASSETS, new byte[512]));
            assertRefused(store, tx -> putInto(tx, Table.META, Keys.name("record.state")));
            assertRefused(store, tx -> putInto(tx, Table.LOG, Keys.id(1)));
            assertRefused(store, tx -> putInto(tx, Table.POSTINGS, Keys.id(1)));
            assertRefused(store, tx -> tx.putDuplicate(Table.ASSETS, Keys.id(1), Keys.id(1)));
            assertRefused(store, tx -> tx.putDuplicate(Table.POSTINGS, Keys.id(1), new byte[7]));
            assertThat(store.write(put(1, "one")).join()).isEqualTo(1);
        }
    }

    private static boolean putInto(WriteTransaction tx, Table table, byte[] key) {
        tx.put(table, key, bytes("x"));
        return true;
    }

    private static void assertRefused(RecordStore store, WriteTask<Boolean> task) {
        CompletableFuture<Boolean> write = store.write(task);
        assertThatThrownBy(write::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWriterEndsWhenIdleAndComesBack() {
        RecordOptions options = Stores.OPTIONS.withTimes(Duration.ofSeconds(10), Duration.ofMillis(1));
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
            store.write(put(1, "one")).join();
            Stores.await(() -> !writerRuns());
            store.write(put(2, "two")).join();
            assertThat(asset(store, 2)).isEqualTo("two");
        }
    }

    private boolean writerRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("record-" + directory.getFileName()));
    }

    @Test
    void closingFinishesWhatWaits() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<Long>> writes = new ArrayList<>();
        RecordStore store = Stores.open(directory);
        writes.add(Stores.block(store, release));
        for (int i = 0; i < 20; i++) {
            writes.add(store.write(put(i, "value " + i)));
        }
        Thread closing = Thread.ofPlatform().start(store::close);
        Stores.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThatThrownBy(() -> store.write(put(99, "late"))).isInstanceOf(StoreClosedException.class);
        release.countDown();
        closing.join();
        assertThat(writes).allSatisfy(write -> assertThat(write).isCompleted());
        assertThatThrownBy(store::snapshot).isInstanceOf(StoreClosedException.class);
        try (RecordStore reopened = Stores.open(directory)) {
            assertThat(asset(reopened, 19)).isEqualTo("value 19");
        }
    }

    @Test
    void aRecordIsOpenOnceInAProcess() {
        try (RecordStore store = Stores.open(directory)) {
            assertThatThrownBy(() -> Stores.open(directory.resolve("../" + directory.getFileName())))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("is open already");
            assertThat(store.write(put(1, "one")).join()).isEqualTo(1);
        }
        Stores.open(directory).close();
    }

    @Test
    void aSnapshotThatOutlivesItsStoreIsRefusedInWords() {
        RecordOptions options = Stores.OPTIONS.withTimes(Duration.ofMillis(20), Duration.ofSeconds(1));
        RecordStore store = RecordStore.open(directory, options, CommitListener.none());
        store.write(put(1, "one")).join();
        try (Snapshot held = store.snapshot()) {
            store.close();
            assertThatThrownBy(() -> asset(held, 1)).isInstanceOf(StoreClosedException.class)
                    .hasMessage("the record has been closed");
        }
    }
}
