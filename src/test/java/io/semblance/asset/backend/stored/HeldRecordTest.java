package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.RandomAssets;
import io.semblance.problem.Busy;
import io.semblance.record.DataDirectory;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.RecordOptions;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that does not close in time, since a read of it waits for its disk. */
class HeldRecordTest {

    private static final Duration PATIENCE = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch disk = new CountDownLatch(1);
    private StoredIndexes indexes;

    @BeforeEach
    void open() {
        indexes = reopen();
        AssetIndex works = indexes.create("works");
        works.put(List.of(new RandomAssets(new SplittableRandom(1), 10).asset()));
    }

    private StoredIndexes reopen() {
        StoredIndexes opened = new StoredIndexes(directory, new QuietEngines(), new Readers(1),
                RecordOptions.defaults().withTimes(PATIENCE, PATIENCE));
        opened.load((done, total) -> {
        });
        return opened;
    }

    @AfterEach
    void end() {
        disk.countDown();
        threads.shutdown();
    }

    private CompletableFuture<@Nullable Long> readUntilTheDiskAnswers() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<@Nullable Long> reading = CompletableFuture.supplyAsync(() -> indexes.read("works", tx -> {
            begun.countDown();
            try {
                disk.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return tx.entries(Table.ASSETS);
        }), threads);
        begun.await();
        return reading;
    }

    /** Whatever a change of an index does, it is not done while a read of it runs, however often its patience is over. */
    private void assertWaits(CompletableFuture<?> change) {
        assertThatThrownBy(() -> change.get(20 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> indexes.create("works")).isInstanceOf(Busy.class)
                .hasMessageContaining("is being created, deleted, renamed or copied");
    }

    private @Nullable Long assets(String name) {
        return indexes.read(name, tx -> tx.entries(Table.ASSETS));
    }

    @Test
    void renamedIndexIsServedOnceItsRecordCloses() throws Exception {
        CompletableFuture<@Nullable Long> reading = readUntilTheDiskAnswers();
        CompletableFuture<Boolean> renaming = CompletableFuture.supplyAsync(() -> indexes.rename("works", "other"),
                threads);
        assertWaits(renaming);
        disk.countDown();
        assertThat(renaming.get()).isTrue();
        assertThat(reading.get()).as("a read that had begun").isEqualTo(1);
        assertThat(indexes.names()).containsExactly("other");
        assertThat(indexes.failedIndexes()).isEmpty();
        assertThat(assets("other")).isEqualTo(1);
        indexes.close();
    }

    @Test
    void anotherIndexTakesTheNameOfADeletedOneOnceItsRecordIsClosed() throws Exception {
        CompletableFuture<@Nullable Long> reading = readUntilTheDiskAnswers();
        CompletableFuture<Boolean> deleting = CompletableFuture.supplyAsync(() -> indexes.delete("works"), threads);
        assertWaits(deleting);
        disk.countDown();
        assertThat(deleting.get()).isTrue();
        assertThat(reading.get()).isEqualTo(1);
        indexes.create("works");
        assertThat(assets("works")).isZero();
        indexes.close();
    }

    @Test
    void directoryStaysLockedWhileARecordInItIsRead() throws Exception {
        CompletableFuture<@Nullable Long> reading = readUntilTheDiskAnswers();
        indexes.close();
        assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("pid " + ProcessHandle.current().pid());
        disk.countDown();
        assertThat(reading.get()).isEqualTo(1);
    }

    @Test
    void directoryIsGivenUpOtherwise() {
        indexes.close();
        try (StoredIndexes again = reopen()) {
            assertThat(again.names()).containsExactly("works");
        }
    }
}
