package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLogTest {

    @TempDir
    Path directory;

    @Test
    void changesComeBackInOrderWithSequenceTimeAndOperation() {
        AtomicLong seconds = new AtomicLong(100);
        RecordOptions options = Stores.OPTIONS.withClock(() -> Instant.ofEpochSecond(seconds.get(), 5_000));
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
            store.write(tx -> log(tx, 7, 8)).join();
            seconds.set(200);
            store.write(tx -> {
                tx.logChange(ChangeOperation.DELETE, -1);
                return true;
            }).join();
            List<Change> expected = List.of(new Change(1, 100_000_005, ChangeOperation.PUT, 7),
                    new Change(1, 100_000_005, ChangeOperation.PUT, 8),
                    new Change(2, 200_000_005, ChangeOperation.DELETE, -1));
            assertThat(Stores.changes(store, 0)).isEqualTo(expected);
            assertThat(Stores.changes(store, 1)).isEqualTo(expected.subList(2, 3));
            assertThat(Stores.changes(store, 2)).isEmpty();
            assertThatThrownBy(() -> Stores.changes(store, 3)).isInstanceOf(ChangeLogGapException.class);
        }
    }

    private static boolean log(WriteTransaction tx, long... ids) {
        for (long id : ids) {
            tx.logChange(ChangeOperation.PUT, id);
        }
        return true;
    }

    @Test
    void aLargeCommitIsLoggedWholeAndTheVisitorMayStop() {
        try (RecordStore store = Stores.open(directory)) {
            List<Long> ids = new ArrayList<>();
            store.write(tx -> {
                ids.clear();
                for (long id = 20_000; id > 0; id--) {
                    tx.logChange(ChangeOperation.PUT, id);
                    ids.add(id);
                }
                return true;
            }).join();
            assertThat(Stores.changes(store, 0)).extracting(Change::id).isEqualTo(ids);
            List<Change> some = new ArrayList<>();
            try (Snapshot snapshot = store.snapshot()) {
                snapshot.read(tx -> {
                    tx.changesSince(0, change -> some.add(change) && some.size() < 5_000);
                    return some;
                });
            }
            assertThat(some).extracting(Change::id).isEqualTo(ids.subList(0, 5_000));
        }
    }

    @Test
    void timesNeverGoBackwardsThoughTheClockDoes() {
        AtomicLong seconds = new AtomicLong(1_000);
        RecordOptions options = Stores.OPTIONS.withClock(() -> Instant.ofEpochSecond(seconds.getAndAdd(-10)));
        List<Long> times = new ArrayList<>();
        for (int reopened = 0; reopened < 2; reopened++) {
            try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
                for (int i = 0; i < 5; i++) {
                    store.write(tx -> log(tx, 1)).join();
                    try (Snapshot snapshot = store.snapshot()) {
                        times.add(snapshot.timeMicros());
                    }
                }
            }
        }
        assertThat(times).hasSize(10).isSorted().containsOnly(1_000_000_000L);
    }

    @Test
    void theLogKeepsTheNewestChangesAndSaysWhereItBegins() {
        RecordOptions options = Stores.OPTIONS.withRetainedChanges(100);
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none())) {
            for (long commit = 1; commit <= 200; commit++) {
                long id = commit;
                store.write(tx -> log(tx, id, id, id)).join();
            }
            assertThatThrownBy(() -> Stores.changes(store, 166)).isInstanceOfSatisfying(ChangeLogGapException.class,
                    gap -> assertThat(List.of(gap.asked(), gap.earliest(), gap.latest())).containsExactly(166L, 167L,
                            200L));
            List<Long> expected = new ArrayList<>();
            for (long commit = 168; commit <= 200; commit++) {
                expected.addAll(List.of(commit, commit, commit));
            }
            assertThat(Stores.changes(store, 167)).extracting(Change::id).isEqualTo(expected);
        }
    }

    @Test
    void commitsWithoutChangesAreTrimmedToo() {
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS.withRetainedChanges(10),
                CommitListener.none())) {
            for (int i = 0; i < 50; i++) {
                store.write(tx -> {
                    tx.put(Table.META, Keys.name("n"), Keys.id(tx.sequence()));
                    return true;
                }).join();
            }
            assertThat(store.entries(Table.LOG)).isEqualTo(10);
            assertThat(Stores.changes(store, 40)).isEmpty();
            assertThatThrownBy(() -> Stores.changes(store, 39)).isInstanceOf(ChangeLogGapException.class);
        }
    }

    @Test
    void aLoweredRetentionIsReachedInBoundedSteps() {
        try (RecordStore store = Stores.open(directory)) {
            for (int i = 0; i < 100; i++) {
                store.write(tx -> log(tx, 1)).join();
            }
        }
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS.withRetainedChanges(5),
                CommitListener.none())) {
            store.write(tx -> log(tx, 2)).join();
            assertThat(store.entries(Table.LOG)).isEqualTo(101 - 17);
            for (int i = 0; i < 10; i++) {
                store.write(tx -> log(tx, 2)).join();
            }
            assertThat(store.entries(Table.LOG)).isEqualTo(5);
        }
    }

    @Test
    void aCommitLargerThanTheRetentionIsNotOfferedInParts() {
        try (RecordStore store = RecordStore.open(directory, Stores.OPTIONS.withRetainedChanges(5_000),
                CommitListener.none())) {
            store.write(tx -> log(tx, new long[9_000])).join();
            assertThatThrownBy(() -> Stores.changes(store, 0)).isInstanceOf(ChangeLogGapException.class);
            assertThat(Stores.changes(store, 1)).isEmpty();
        }
    }
}
