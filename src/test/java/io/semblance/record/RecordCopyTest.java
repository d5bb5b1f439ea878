package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
                Path copy = Files.createDirectory(directory.resolve("copy" + copies.size()));
                store.copyTo(copy);
                copies.add(copy);
                assertThat(sequence(copy)).isGreaterThanOrEqualTo(before);
                Stores.await(() -> writing.isDone() || done.get() > before + 20);
            }
            writing.join();
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
