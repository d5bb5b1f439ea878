package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotScheduleTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Loading loading = new Loading();
    private AssetIndexes indexes;
    private Snapshots snapshots;
    private SnapshotSchedule schedule;

    @BeforeEach
    void open() {
        Path data = directory.resolve("data");
        indexes = Backends.open(IndexUri.parse("lmdb://" + data), BackendSettings.defaults());
        indexes.create("a");
        snapshots = new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(directory.resolve("shelf"), data,
                new Retention(9, 0, 0), new Scoring(0.75, 4), "test"), now::get);
        schedule = new SnapshotSchedule(snapshots, loading, DAY, now::get, nanos::get);
    }

    @AfterEach
    void close() {
        snapshots.close();
        indexes.close();
    }

    private boolean lookAfter(Duration time) {
        setClock(time);
        nanos.addAndGet(time.toNanos());
        return schedule.look(DAY);
    }

    private void setClock(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    @Test
    void oneIsMadeWhenTheNewestSoundOneIsOlderThanTheInterval() {
        assertThat(lookAfter(Duration.ZERO)).as("while loading").isFalse();
        loading.begin();
        loading.ready();
        assertThat(lookAfter(Duration.ZERO)).isTrue();
        assertThat(lookAfter(Duration.ofHours(23))).isFalse();
        assertThat(lookAfter(Duration.ofHours(2))).isTrue();
        assertThat(snapshots.list()).hasSize(2);
    }

    @Test
    void afterAFailureItWaitsAndThenTriesAgain() throws IOException {
        loading.begin();
        loading.ready();
        Path shelf = directory.resolve("shelf");
        Files.writeString(shelf, "no directory");
        assertThat(lookAfter(Duration.ZERO)).isFalse();
        assertThat(snapshots.failures()).isEqualTo(1);
        Files.delete(shelf);
        assertThat(lookAfter(Duration.ofMinutes(30))).isFalse();
        assertThat(lookAfter(Duration.ofMinutes(31))).isTrue();
        assertThat(snapshots.failures()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        loading.begin();
        loading.ready();
        assertThat(lookAfter(Duration.ZERO)).isTrue();
        setClock(Duration.ofHours(-1));
        for (int day = 0; day < 3; day++) {
            assertThat(lookAfter(Duration.ofHours(23))).as("day %d", day).isFalse();
            assertThat(lookAfter(Duration.ofHours(1))).as("day %d", day).isTrue();
        }
    }

    @Test
    void aClockThatIsSetForwardAndBackMakesOneMoreAndNoFlood() {
        loading.begin();
        loading.ready();
        assertThat(lookAfter(Duration.ZERO)).isTrue();
        setClock(Duration.ofDays(1));
        assertThat(lookAfter(Duration.ofSeconds(15))).as("it cannot know that no day went by").isTrue();
        assertThat(lookAfter(Duration.ofHours(23))).isFalse();
        setClock(Duration.ofDays(-1));
        assertThat(lookAfter(Duration.ofMinutes(59))).isFalse();
        assertThat(lookAfter(Duration.ofMinutes(2))).isTrue();
        assertThat(lookAfter(Duration.ofHours(23))).isFalse();
    }

    @Test
    void theWaitAfterAFailureIsNotProlongedByASetClock() throws IOException {
        loading.begin();
        loading.ready();
        Path shelf = directory.resolve("shelf");
        Files.writeString(shelf, "no directory");
        assertThat(lookAfter(Duration.ZERO)).isFalse();
        Files.delete(shelf);
        setClock(Duration.ofHours(-1));
        assertThat(lookAfter(Duration.ofMinutes(59))).isFalse();
        assertThat(lookAfter(Duration.ofMinutes(2))).isTrue();
    }

    /** Snapshots that somebody else asks for, such as a CronJob. */
    @Test
    void withoutAnIntervalChangesAreShippedAllTheSame() throws IOException {
        snapshots.close();
        SnapshotPlan plan = new SnapshotPlan(directory.resolve("shelf"), directory.resolve("data"),
                new Retention(9, 0, 0), new WitnessRules(new Scoring(0.75, 4), 0.75), "test", true);
        try (Snapshots made = new Snapshots(indexes, (IndexRecords) indexes, plan, now::get)) {
            made.create(null);
        }
        snapshots = new Snapshots(indexes, (IndexRecords) indexes, plan, now::get);
        schedule = new SnapshotSchedule(snapshots, loading, null, now::get, nanos::get);
        schedule.start();
        assertThat(schedule.isLooking()).isTrue();
        Objects.requireNonNull(indexes.find("a")).put(List.of(new RandomAssets(new SplittableRandom(1), 9).asset()));
        Path changes = directory.resolve("shelf/changes-20261126t010000000z/a.log");
        long shipped = Files.size(changes);
        assertThat(schedule.look(null)).as("while loading").isFalse();
        assertThat(changes).hasSize(shipped);
        loading.begin();
        loading.ready();
        assertThat(schedule.look(null)).as("a snapshot was made").isFalse();
        assertThat(Files.size(changes)).isGreaterThan(shipped);
        assertThat(snapshots.list()).hasSize(1);
        schedule.stop();
    }

    /** It was said at DEBUG only, however long it went on. */
    @Test
    void snapshotThatDoesNotComeToItsTurnIsSaid() {
        loading.begin();
        loading.ready();
        String busy = "A snapshot is being made, verified, restored or deleted at this moment. Repeat the request when"
                + " that is done. Look at what goes on for so long, and at its disk.";
        snapshots.close();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {
        });
        snapshots = new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(directory.resolve("shelf"),
                directory.resolve("data"), new Retention(9, 0, 0), new Scoring(0.75, 4), "test"), () -> {
                    meanwhile.get().run();
                    return now.get();
                });
        schedule = new SnapshotSchedule(snapshots, loading, DAY, now::get, nanos::get);
        try (LoggedLines lines = LoggedLines.of(OverdueLog.class)) {
            meanwhile.set(() -> {
                meanwhile.set(() -> {
                });
                assertThat(lookAfter(Duration.ZERO)).isFalse();
                assertThat(lookAfter(Duration.ofMinutes(59))).isFalse();
                assertThat(lines.warnings()).isEmpty();
                assertThat(lookAfter(Duration.ofMinutes(1))).isFalse();
                assertThat(lookAfter(Duration.ofMinutes(59))).isFalse();
                assertThat(lookAfter(Duration.ofMinutes(1))).isFalse();
            });
            snapshots.create(List.of("a"));
            assertThat(lines.warnings()).containsExactly(
                    "A snapshot that is due does not come to its turn for 3600 s: " + busy,
                    "A snapshot that is due does not come to its turn for 7200 s: " + busy);
            assertThat(lookAfter(Duration.ofSeconds(1))).as("now it is its turn").isTrue();
        }
    }

    @Test
    void startedOneLooksAndAStoppedOneDoesNot() {
        schedule.start();
        assertThat(schedule.isRunning()).isTrue();
        assertThat(schedule.isLooking()).isTrue();
        schedule.stop();
        assertThat(schedule.isRunning()).isFalse();
        assertThat(schedule.isLooking()).isFalse();
    }
}
