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

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import io.semblance.record.DataDirectory;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever closes the indexes leaves no record open behind the lock that is given up. */
class ClosedWhileChangingTest {

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void end() {
        disk.countDown();
        threads.shutdown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Fills a record once the disk lets it. */
    private void fill(Path path) {
        begun.countDown();
        await(disk);
        RecordStore.create(path, RecordOptions.defaults());
    }

    private void assertHeld() {
        assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }

    private static @Nullable ProblemType refusal(StoredIndexes indexes) {
        try {
            indexes.rename("none", "nothing");
            return null;
        } catch (Busy refused) {
            return refused.type();
        }
    }

    @Test
    void closingWaitsForAnIndexThatIsBeingCreated() {
        StoredIndexes indexes = (StoredIndexes) TestedBackend.USEARCH.open(directory);
        CompletableFuture<Void> creating = CompletableFuture.runAsync(() -> indexes.adopt("works", this::fill),
                threads);
        await(begun);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(indexes::close, threads);
        Awaitility.await("closing has begun").atMost(Duration.ofMinutes(1)).until(() -> refusal(indexes) != null);
        assertThat(closing).isNotDone();
        assertHeld();
        assertThat(refusal(indexes)).isEqualTo(ProblemType.STOPPING);
        disk.countDown();
        creating.join();
        closing.join();
        assertThat(indexes.names()).isEmpty();
        try (AssetIndexes again = TestedBackend.USEARCH.open(directory)) {
            assertThat(again.names()).as("what was acknowledged").containsExactly("works");
            RandomAssets assets = new RandomAssets(new SplittableRandom(1), 10);
            assertThat(again.find("works")).isNotNull()
                    .satisfies(works -> assertThat(works.put(List.of(assets.asset()))).isNotNull());
        }
    }

    /** A restore fills its index for minutes. */
    @Test
    void otherIndexesAreChangedWhileOneIsFilled() {
        try (StoredIndexes indexes = (StoredIndexes) TestedBackend.USEARCH.open(directory)) {
            indexes.create("one");
            CompletableFuture<Void> restoring = CompletableFuture.runAsync(() -> indexes.adopt("works", this::fill),
                    threads);
            await(begun);
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                assertThat(indexes.rename("one", "two")).isTrue();
                indexes.create("three");
                assertThat(indexes.delete("three")).isTrue();
            }, threads);
            assertThat(others).succeedsWithin(Duration.ofMinutes(1));
            assertThat(indexes.find("two")).isNotNull();
            assertThat(restoring).isNotDone();
            disk.countDown();
            restoring.join();
            assertThat(indexes.names()).containsExactly("two", "works");
        }
    }

    /** An interrupt ends the waiting of a request, and not the change. */
    @Test
    void nameIsTakenUntilItsChangeIsDoneThoughNobodyWaitsForIt() throws Exception {
        try (StoredIndexes indexes = (StoredIndexes) TestedBackend.USEARCH.open(directory)) {
            Thread request = Thread.ofPlatform()
                    .start(() -> assertThatThrownBy(() -> indexes.adopt("works", this::fill))
                            .isInstanceOf(Busy.class));
            await(begun);
            request.interrupt();
            request.join();
            assertThatThrownBy(() -> indexes.create("works")).isInstanceOfSatisfying(Busy.class,
                    busy -> assertThat(busy.type()).isEqualTo(ProblemType.OVERLOADED));
            assertThatThrownBy(() -> indexes.rename("none", "works")).isInstanceOf(Busy.class)
                    .hasMessageContaining("'works' is being created");
            disk.countDown();
            Awaitility.await("created").atMost(Duration.ofMinutes(1)).until(() -> indexes.names().contains("works"));
        }
    }

    /** A disk that hangs holds up no stop for ever, and nobody else gets the directory meanwhile. */
    @Test
    void changesThatAreNotDoneInTimeAreNamed() {
        NamesInChange names = new NamesInChange();
        assertThat(names.take(List.of("a", "b"))).isTrue();
        assertThat(names.take(List.of("c", "b"))).isFalse();
        assertThat(names.takenOf(List.of("c", "b"))).isEqualTo("b");
        assertThat(names.take(List.of("c"))).as("nothing of what was refused is taken").isTrue();
        names.give(List.of("c"));
        assertThat(names.end(Duration.ofMillis(10))).containsExactly("a", "b");
        assertThat(names.take(List.of("d"))).isFalse();
        names.give(List.of("a", "b"));
        assertThat(names.end(Duration.ofDays(1))).isEmpty();
    }
}
