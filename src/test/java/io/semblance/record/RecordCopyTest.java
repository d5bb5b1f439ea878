package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCopyTest {

    private static final int WRITES = 600;
    private static final String LONG = "x".repeat(20_000);

    @TempDir
    Path directory;

    private static Map<Long, String> assets(Path copy) {
        Map<Long, String> found = new TreeMap<>();
        try (RecordFile record = RecordFile.open(copy)) {
            record.read(tx -> {
                tx.scan(Table.ASSETS, new byte[0], (key, value) -> {
                    found.put(Keys.id(key), StandardCharsets.UTF_8.decode(value).toString());
                    return true;
                });
                return found;
            });
        }
        return found;
    }

    private static long sequence(Path copy) {
        try (RecordFile record = RecordFile.open(copy)) {
            return record.sequence();
        }
    }

    /** The map grows from 1 MiB to 16 MiB and more meanwhile; a copy that read through an unmapped page would crash. */
    @Test
    void copiesMadeWhileTheMapGrowsAreStatesAfterACommitAndNoWriteIsRefused() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        AtomicLong done = new AtomicLong();
        List<Path> copies = new ArrayList<>();
        try (RecordStore store = RecordStore.open(source, Stores.OPTIONS.withInitialMapBytes(1 << 20),
                CommitListener.none())) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (long id = 1; id <= WRITES; id++) {
                    assertThat(store.write(Stores.put(id, id + LONG)).join()).isEqualTo(id);
                    done.set(id);
                }
            });
            while (!writing.isDone()) {
                long before = done.get();
                if (isCopied(store, copies)) {
                    assertThat(sequence(copies.getLast())).isGreaterThanOrEqualTo(before);
                }
                Stores.await(() -> writing.isDone() || done.get() > before + 20);
            }
            writing.join();
            assertThat(isCopied(store, copies)).as("when nothing is written").isTrue();
            assertThat(store.mapBlocked()).isZero();
            assertThat(store.mapBytes()).isGreaterThan(8 << 20);
        }
        assertThat(copies).isNotEmpty();
        for (Path copy : copies) {
            Map<Long, String> expected = new TreeMap<>();
            for (long id = 1; id <= sequence(copy); id++) {
                expected.put(id, id + LONG);
            }
            assertThat(assets(copy)).isEqualTo(expected);
        }
    }

    /** Its disk hangs, say, when the service is stopped; nobody waits for the copy, though an hour would be given to snapshots. */
    @Test
    void copyDoesNotKeepItsRecordFromClosing() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        RecordStore store = RecordStore.open(source, Stores.OPTIONS.withTimes(Duration.ofHours(1),
                Duration.ofSeconds(1)), CommitListener.none());
        RecordCopies copies = store.copies();
        RecordCopies.CopiedState copy = copies.hold(store.snapshot(), System.nanoTime());
        store.close();
        assertThat(store.isClosed()).isTrue();
        assertThatThrownBy(copy::check).isInstanceOf(CopyEndedException.class).hasMessage("its index was closed");
    }

    /** Whatever is replaced meanwhile: the pages of a state that is held are not used again. */
    @Test
    void copyThatTakesLongHasTheStateThatItBeganWith() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Map<Long, String> expected = new TreeMap<>();
        try (RecordStore store = Stores.open(source)) {
            for (long id = 1; id <= 200; id++) {
                store.write(Stores.put(id, id + LONG)).join();
                expected.put(id, id + LONG);
            }
            AtomicInteger asked = new AtomicInteger();
            try (Snapshot held = store.snapshot(); PageFile pages = PageFile.open(source.resolve("data.mdb"))) {
                CompactCopy.write(pages, MetaPage.newest(pages), copy.resolve("data.mdb"), () -> {
                    int id = 1 + asked.getAndIncrement() % 200;
                    store.write(Stores.put(id, LONG.toUpperCase(Locale.ROOT))).join();
                });
                assertThat(Stores.asset(held, 1)).isEqualTo(1 + LONG);
            }
            assertThat(asked.get()).isGreaterThan(4);
            assertThat(Stores.asset(store, 1)).as("the control: it was replaced").startsWith("X");
        }
        assertThat(assets(copy)).isEqualTo(expected);
    }

    /** The meta page that was read may have been half of each by then. */
    @Test
    void copyBeginsAnewWhereAnotherCommitCameBeforeItKnewItsState() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (RecordStore store = Stores.open(source)) {
            store.write(Stores.put(1, "one")).join();
            AtomicInteger asked = new AtomicInteger();
            store.copies().copy(() -> {
                if (asked.incrementAndGet() == 2) {
                    store.write(Stores.put(2, "two")).join();
                    store.write(Stores.put(3, "three")).join();
                }
                return store.snapshot();
            }, copy);
            assertThat(asked).hasValue(4);
        }
        assertThat(assets(copy)).isEqualTo(Map.of(1L, "one", 2L, "two", 3L, "three"));
    }

    /** The map could not grow: the index is written and read no more, and its file has the last commit. */
    @Test
    void recordThatCannotBeReadAnyMoreIsCopiedFromItsFile() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (RecordStore store = Stores.open(source)) {
            store.write(Stores.put(1, "one")).join();
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(snapshot.readers().lockAll(Long.MAX_VALUE)).isTrue();
                snapshot.readers().reset();
                snapshot.readers().lose(new StoreFailedException("the map cannot grow", null));
                snapshot.readers().unlockAll();
                assertThatThrownBy(() -> Stores.asset(snapshot, 1)).isInstanceOf(StoreFailedException.class);
            }
            store.copyTo(copy);
        }
        assertThat(assets(copy)).isEqualTo(Map.of(1L, "one"));
    }

    /** Its disk hangs, say: pages that get free would be kept from the record, and its file would grow. */
    @Test
    void copyThatStandsStillIsGivenUpByTheNextWriteAndOthersGoOn() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        try (RecordStore store = Stores.open(source)) {
            long now = System.nanoTime();
            RecordCopies.CopiedState moving = store.copies().hold(store.snapshot(),
                    now + Duration.ofDays(1).toNanos());
            RecordCopies.CopiedState still = store.copies().hold(store.snapshot(),
                    now - 2 * RecordCopies.STANDSTILL.toNanos());
            store.write(Stores.put(1, "one")).join();
            moving.check();
            assertThatThrownBy(still::check).isInstanceOf(CopyEndedException.class)
                    .hasMessageContaining("nothing of it was read or written for 60 s");
            store.copies().release(moving);
        }
    }

    /** One that stood still for too long on a busy machine has made way. */
    private boolean isCopied(RecordStore store, List<Path> copies) throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        try {
            store.copyTo(copy);
        } catch (UncheckedIOException madeWay) {
            assertThat(madeWay).hasCauseInstanceOf(CopyEndedException.class);
            return false;
        }
        copies.add(copy);
        return true;
    }

    @Test
    void copyOpensAsARecordThatGoesOnFromThere() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (RecordStore store = Stores.open(source)) {
            store.write(Stores.put(1, "one")).join();
            store.copyTo(copy);
            store.write(Stores.put(2, "two")).join();
        }
        assertThat(copy.toFile().list()).containsExactly("data.mdb");
        assertThat(assets(copy)).isEqualTo(Map.of(1L, "one"));
        assertThat(copy.toFile().list()).containsExactly("data.mdb");
        try (RecordStore store = Stores.open(copy)) {
            assertThat(store.write(Stores.put(3, "three")).join()).isEqualTo(2);
            assertThat(Stores.changes(store, 0)).extracting(Change::id).containsExactly(1L, 3L);
        }
    }

    @Test
    void copyThatCannotBeWrittenHarmsNothing() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.writeString(taken.resolve("data.mdb"), "taken");
        try (RecordStore store = Stores.open(source)) {
            store.write(Stores.put(1, "one")).join();
            assertThatThrownBy(() -> store.copyTo(taken)).isInstanceOf(UncheckedIOException.class);
            assertThat(taken.resolve("data.mdb")).hasContent("taken");
            assertThat(store.health().writable()).isTrue();
            assertThat(store.write(Stores.put(2, "two")).join()).isEqualTo(2);
        }
        assertThatThrownBy(() -> store(source).copyTo(directory.resolve("none")))
                .isInstanceOf(StoreClosedException.class);
    }

    private static RecordStore store(Path source) {
        RecordStore store = Stores.open(source);
        store.close();
        return store;
    }

    @Test
    void fileThatIsNoRecordIsRefused() throws Exception {
        Files.write(directory.resolve("data.mdb"), new byte[64 * 1024]);
        assertThatThrownBy(() -> RecordFile.open(directory)).isInstanceOf(RecordFormatException.class);
    }
}
