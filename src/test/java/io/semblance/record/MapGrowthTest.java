package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semblance.proof.Seeds;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MapGrowthTest {

    private static final int VALUE_BYTES = 100_000;
    private static final RecordOptions SMALL_MAP = Stores.OPTIONS.withInitialMapBytes(1 << 20);

    @TempDir
    Path directory;

    private final Logger log = (Logger) LoggerFactory.getLogger(MapGrowth.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void captureLog() {
        logged.start();
        log.setLevel(Level.INFO);
        log.addAppender(logged);
    }

    @AfterEach
    void releaseLog() {
        log.detachAppender(logged);
        log.setLevel(null);
    }

    @Test
    void theMapGrowsUnderConcurrentReadersAndEveryWriteSucceeds() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        long seed = Seeds.next();
        try (RecordStore store = RecordStore.open(directory, SMALL_MAP, CommitListener.none());
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> reads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                reads.add(readers.submit(() -> readUntil(stop, store, random)));
            }
            try {
                for (long id = 1; id <= 150; id++) {
                    assertThat(store.write(putFilled(id)).join()).isEqualTo(id);
                }
            } finally {
                stop.set(true);
            }
            for (Future<Long> read : reads) {
                assertThat(read.get()).describedAs("seed %d", seed).isPositive();
            }
            try (Snapshot snapshot = store.snapshot()) {
                for (long id = 1; id <= 150; id++) {
                    assertFilled(snapshot, id);
                }
            }
        }
        assertThat(messages()).hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> assertThat(line).contains("MapFullError"));
        try (RecordStore store = RecordStore.open(directory, SMALL_MAP, CommitListener.none());
                Snapshot snapshot = store.snapshot()) {
            for (long id = 1; id <= 150; id++) {
                assertFilled(snapshot, id);
            }
        }
    }

    private static WriteTask<Long> putFilled(long id) {
        return tx -> {
            byte[] value = new byte[VALUE_BYTES];
            Arrays.fill(value, (byte) id);
            tx.put(Table.ASSETS, Keys.id(id), value);
            return tx.sequence();
        };
    }

    private static long readUntil(AtomicBoolean stop, RecordStore store, SplittableRandom random) {
        long reads = 0;
        do {
            try (Snapshot snapshot = store.snapshot()) {
                if (snapshot.sequence() > 0) {
                    assertFilled(snapshot, random.nextLong(1, snapshot.sequence() + 1));
                    assertFilled(snapshot, snapshot.sequence());
                }
                byte[] next = Keys.id(snapshot.sequence() + 1);
                assertThat(snapshot.<Boolean>read(tx -> tx.contains(Table.ASSETS, next))).isFalse();
            }
            reads++;
            Stores.pause();
        } while (!stop.get());
        return reads;
    }

    private static void assertFilled(Snapshot snapshot, long id) {
        byte[] expected = new byte[VALUE_BYTES];
        Arrays.fill(expected, (byte) id);
        byte[] value = snapshot.<byte @Nullable []>read(
                tx -> tx.getBytes(Table.ASSETS, Keys.id(id)));
        assertThat(Arrays.equals(value, expected)).describedAs("value of %d at %d", id, snapshot.sequence()).isTrue();
    }

    private List<String> messages() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void growthWaitsForAnOldSnapshotToBeClosed() {
        try (RecordStore store = RecordStore.open(directory, SMALL_MAP, CommitListener.none())) {
            store.write(put(1, "before")).join();
            Snapshot old = store.snapshot();
            store.write(put(1, "after")).join();
            CompletableFuture<Boolean> large = store.write(MapGrowthTest::putTooMuch);
            Stores.await(() -> Thread.getAllStackTraces().values().stream()
                    .anyMatch(stack -> Arrays.stream(stack)
                            .anyMatch(frame -> frame.getMethodName().equals("awaitLent"))));
            assertThat(asset(old, 1)).isEqualTo("before");
            assertThat(asset(store, 1)).isEqualTo("after");
            old.close();
            assertThat(large.join()).isTrue();
        }
    }

    @Test
    void anOldSnapshotHeldForTooLongRefusesTheWriteAndNothingElse() {
        RecordOptions impatient = SMALL_MAP.withTimes(Duration.ofMillis(20), Duration.ofSeconds(1));
        try (RecordStore store = RecordStore.open(directory, impatient, CommitListener.none())) {
            Snapshot old = store.snapshot();
            store.write(put(1, "one")).join();
            CompletableFuture<Boolean> large = store.write(MapGrowthTest::putTooMuch);
            assertThatThrownBy(large::get).hasCauseInstanceOf(StoreBusyException.class);
            store.write(put(2, "two")).join();
            old.close();
            assertThat(store.write(MapGrowthTest::putTooMuch).join()).isTrue();
            assertThat(asset(store, 1)).isEqualTo("one");
            assertThat(asset(store, 2)).isEqualTo("two");
        }
    }

    /** A copy asks for room ahead; where an older state is held there is none, and nobody was refused anything. */
    @Test
    void roomThatNobodyNeedsYetIsNotMissed() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (RecordStore store = RecordStore.open(directory, SMALL_MAP, CommitListener.none())) {
            for (long id = 1; store.sizeBytes() <= store.mapBytes() / 2; id++) {
                store.write(put(id, "x".repeat(20_000))).join();
            }
            long mapBytes = store.mapBytes();
            try (Snapshot old = store.snapshot()) {
                store.write(put(1, "other")).join();
                store.copyTo(copy);
                assertThat(asset(old, 1)).hasSize(20_000);
            }
            assertThat(store.mapBytes()).isEqualTo(mapBytes);
            assertThat(store.mapBlocked()).isZero();
            store.write(MapGrowthTest::putTooMuch).join();
            assertThat(store.mapBytes()).as("the control: it grows when it must").isGreaterThan(mapBytes);
        }
    }

    /** What grows, with two snapshots at most. */
    private record Growing(LmdbEnvironment environment, ReaderPool pool, RecordCopies copies, MapGrowth growth)
            implements
                AutoCloseable {

        static Growing in(Path directory, Duration patience) {
            LmdbEnvironment environment = LmdbEnvironment.open(directory, SMALL_MAP);
            ReaderPool pool = new ReaderPool(environment, 2);
            RecordCopies copies = new RecordCopies("works", directory);
            return new Growing(environment, pool, copies,
                    new MapGrowth("works", environment, pool, copies, new WriteLatch("works"), patience));
        }

        RecordCopies.CopiedState copyOf(Snapshot snapshot) {
            return copies.hold(snapshot, System.nanoTime());
        }

        Snapshot snapshot(long sequence) throws InterruptedException {
            pool.reserve(0);
            ReaderSet readers = pool.take();
            readers.renew(-1);
            return new Snapshot(sequence, 0, readers, pool);
        }

        long mapBytes() {
            return environment.mapBytes();
        }

        void askAhead(Snapshot current) {
            growth.askAhead(() -> {
                try {
                    growth.growIfAsked(current.readers());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public void close() {
            try {
                pool.close(0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            environment.close();
        }
    }

    /** Its disk hangs, say: it ends as soon as the room is needed, and not before. */
    @Test
    void copyThatIsNotWrittenMakesWayForWrites() throws Exception {
        try (Growing record = Growing.in(directory, Duration.ofSeconds(10))) {
            RecordCopies.CopiedState copy = record.copyOf(record.snapshot(1));
            Snapshot current = record.snapshot(2);
            long mapBytes = record.mapBytes();
            record.askAhead(current);
            assertThat(record.mapBytes()).as("room that nobody needs yet").isEqualTo(mapBytes);
            copy.check();
            record.growth().grow(current.readers());
            assertThat(record.mapBytes()).isEqualTo(2 * mapBytes);
            assertThat(record.growth().blocked()).isZero();
            assertThatThrownBy(copy::check).isInstanceOf(CopyEndedException.class)
                    .hasMessageContaining("its map had to grow, and writes go before a copy");
            record.copies().release(copy);
            current.close();
        }
    }

    /** It goes on at the same state: the map is another, and it does not read through it. */
    @Test
    void copyOfTheNewestStateDoesNotKeepTheMapFromGrowing() throws Exception {
        try (Growing record = Growing.in(directory, Duration.ofSeconds(10))) {
            Snapshot current = record.snapshot(1);
            assertThat(current.tryRetain()).isTrue();
            RecordCopies.CopiedState copy = record.copyOf(current);
            long held = current.<Long>read(ReadTransaction::transaction);
            long mapBytes = record.mapBytes();
            record.growth().grow(current.readers());
            assertThat(record.mapBytes()).isEqualTo(2 * mapBytes);
            copy.check();
            assertThat(current.<Long>read(ReadTransaction::transaction)).isEqualTo(held);
            record.copies().release(copy);
            current.close();
        }
    }

    /** Somebody else holds an old state, and the write is refused for that; the copy holds the newest one. */
    @Test
    void copyOfTheNewestStateIsNotGivenUpForAnOldSnapshot() throws Exception {
        try (Growing record = Growing.in(directory, Duration.ofMillis(20))) {
            Snapshot old = record.snapshot(1);
            Snapshot current = record.snapshot(2);
            assertThat(current.tryRetain()).isTrue();
            RecordCopies.CopiedState copy = record.copyOf(current);
            assertThatThrownBy(() -> record.growth().grow(current.readers())).isInstanceOf(StoreBusyException.class);
            copy.check();
            record.copies().release(copy);
            old.close();
            current.close();
        }
    }

    private static boolean putTooMuch(WriteTransaction tx) {
        tx.put(Table.META, Keys.name("large"), new byte[3 << 20]);
        return true;
    }
}
