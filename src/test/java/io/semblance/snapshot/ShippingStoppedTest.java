package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.audit.RecordCounts;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service stops while the disk of the snapshots hangs under whoever begins to ship changes beside a snapshot. */
class ShippingStoppedTest {

    private static final int HELD = 40;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch disk = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void end() {
        disk.countDown();
        threads.shutdown();
    }

    @Test
    void stopDoesNotWaitForADiskThatHangsWhereChangesBegin() throws InterruptedException {
        ChangeShipping shipping = new ChangeShipping(new Hanging(), Duration.ofMillis(20));
        CompletableFuture<Void> beginning = CompletableFuture.runAsync(() -> begin(shipping), threads);
        begun.await();
        for (int i = 0; i < HELD; i++) {
            shipping.committed("works", new Held());
        }
        CompletableFuture<Void> stop = CompletableFuture.runAsync(shipping::close, threads);
        Awaitility.await("the stop goes on").atMost(Duration.ofMinutes(2)).until(stop::isDone);
        assertThat(beginning).as("the control: the disk hangs still").isNotDone();
        assertThat(closed).as("states that no longer keep pages").hasValue(HELD);
        disk.countDown();
        beginning.join();
        shipping.committed("works", new Held());
        assertThat(closed).as("and none is held later").hasValue(HELD + 1);
    }

    /** Nothing fails on it, and nothing is shipped. */
    @Test
    void diskThatHangsIsToldOfAsOneThatFails() throws InterruptedException {
        ChangeShipping shipping = new ChangeShipping(new Hanging(), Duration.ofMillis(20));
        CompletableFuture<Void> beginning = CompletableFuture.runAsync(() -> begin(shipping), threads);
        begun.await();
        Awaitility.await("it is missed").atMost(Duration.ofMinutes(2)).until(() -> shipping.unshippedSeconds() > 0.02);
        assertThat(shipping.status()).contains("has not answered for");
        disk.countDown();
        beginning.join();
        assertThat(shipping.unshippedSeconds()).isZero();
        assertThat(shipping.status()).contains("shipped beside");
        shipping.close();
    }

    private void begin(ChangeShipping shipping) {
        IndexSnapshot works = new IndexSnapshot("works", 0, Instant.EPOCH, new RecordCounts(0, 0, 0, 0, 0, 0),
                new SnapshotFile(SnapshotFiles.RECORD, 1, "0".repeat(64)), List.of(), List.of());
        shipping.begin(directory, directory.resolve("changes"),
                new Manifest(Manifest.FORMAT, "test", Instant.EPOCH, "usearch", Fixture.SCORING.threshold(),
                        Fixture.SCORING.exponent(), 0.75, true, List.of(works)));
    }

    /** Asked for a state, they answer only when the disk does, and then that there is none. */
    private final class Hanging implements IndexRecords {

        @Override
        public @Nullable CommittedState state(String name) {
            begun.countDown();
            try {
                disk.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return null;
        }

        @Override
        public void follow(CommittedState.@Nullable Follower follower) {
            // The test itself tells of commits.
        }

        @Override
        public String backend() {
            return "usearch";
        }

        @Override
        public List<String> unserved() {
            return List.of();
        }

        @Override
        public boolean copy(String name, Path target) {
            return false;
        }

        @Override
        public void adopt(String name, Consumer<Path> fill) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean rename(String name, String newName) {
            return false;
        }
    }

    /** A state that counts its closing and holds nothing. */
    private final class Held implements CommittedState {

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public long timeMicros() {
            return 1;
        }

        @Override
        public boolean follows(long sequence, long timeMicros) {
            return true;
        }

        @Override
        public boolean changedSince(long sequence, Visitor visitor) {
            return true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
