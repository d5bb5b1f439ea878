package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.semblance.snapshot.Retention.Candidate;

import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Set<String> THERE = Set.of("a", "b");

    private static Candidate at(String time, boolean sound) {
        return of(time, sound, "a", "b");
    }

    private static Candidate of(String time, boolean sound, String... indexes) {
        Instant created = Instant.parse(time);
        return new Candidate(SnapshotId.of(created), created, sound, Set.of(indexes));
    }

    private static List<String> kept(Retention retention, List<Candidate> candidates) {
        List<SnapshotId> gone = retention.superfluous(candidates, THERE);
        return candidates.stream().filter(candidate -> !gone.contains(candidate.id()))
                .map(candidate -> candidate.created().toString()).toList();
    }

    @Test
    void newestOfDaysAndWeeksStay() {
        List<Candidate> everySixHours = new ArrayList<>();
        Instant first = Instant.parse("2026-11-01T00:00:00Z");
        for (int i = 0; i < 100; i++) {
            everySixHours.add(at(first.plus(Duration.ofHours(6L * i)).toString(), true));
        }
        assertThat(kept(new Retention(2, 3, 3), everySixHours)).containsExactly("2026-11-15T18:00:00Z",
                "2026-11-22T18:00:00Z", "2026-11-23T18:00:00Z", "2026-11-24T18:00:00Z", "2026-11-25T12:00:00Z",
                "2026-11-25T18:00:00Z");
        assertThat(kept(new Retention(1, 0, 0), everySixHours)).containsExactly("2026-11-25T18:00:00Z");
    }

    @Test
    void daysWithoutASnapshotUseUpNothing() {
        List<Candidate> rare = List.of(at("2026-01-01T10:00:00Z", true), at("2026-05-01T10:00:00Z", true),
                at("2026-11-01T10:00:00Z", true), at("2026-11-01T11:00:00Z", true));
        assertThat(kept(new Retention(1, 3, 0), rare)).containsExactly("2026-01-01T10:00:00Z", "2026-05-01T10:00:00Z",
                "2026-11-01T11:00:00Z");
    }

    @Test
    void damagedOnesCountForNothingAndGoOnceEnoughSoundOnesAreNewer() {
        List<Candidate> mixed = List.of(at("2026-11-01T00:00:00Z", false), at("2026-11-02T00:00:00Z", true),
                at("2026-11-03T00:00:00Z", false), at("2026-11-04T00:00:00Z", true), at("2026-11-05T00:00:00Z", false));
        assertThat(kept(new Retention(2, 0, 0), mixed)).containsExactly("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z",
                "2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z");
    }

    @Test
    void onlyDamagedOnesAllStay() {
        List<Candidate> damaged = List.of(at("2026-11-01T00:00:00Z", false), at("2026-11-02T00:00:00Z", false));
        assertThat(kept(new Retention(1, 7, 4), damaged)).hasSize(2);
    }

    @Test
    void snapshotsOfOneIndexDriveOutNoneOfAnother() {
        List<Candidate> candidates = List.of(of("2026-11-01T00:00:00Z", true, "a", "b"),
                of("2026-11-02T00:00:00Z", true, "a", "b"), of("2026-11-03T00:00:00Z", true, "a"),
                of("2026-11-04T00:00:00Z", true, "a"), of("2026-11-05T00:00:00Z", true, "a"));
        assertThat(kept(new Retention(1, 0, 0), candidates)).containsExactly("2026-11-02T00:00:00Z",
                "2026-11-05T00:00:00Z");
        assertThat(kept(new Retention(2, 0, 0), candidates)).containsExactly("2026-11-01T00:00:00Z",
                "2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z");
    }

    @Test
    void damagedOneThatHoldsAnIndexWhichNoNewerOneHoldsStays() {
        List<Candidate> candidates = List.of(of("2026-11-01T00:00:00Z", false, "a", "b"),
                of("2026-11-02T00:00:00Z", true, "a"), of("2026-11-03T00:00:00Z", true, "a"));
        assertThat(kept(new Retention(1, 0, 0), candidates)).containsExactly("2026-11-01T00:00:00Z",
                "2026-11-03T00:00:00Z");
    }

    @Test
    void deletedIndexKeepsNothing() {
        List<Candidate> candidates = List.of(of("2026-11-01T00:00:00Z", true, "gone"),
                of("2026-11-02T00:00:00Z", true, "a", "gone"), of("2026-11-03T00:00:00Z", true, "a"),
                of("2026-11-04T00:00:00Z", true, "a"));
        assertThat(kept(new Retention(2, 0, 0), candidates)).containsExactly("2026-11-03T00:00:00Z",
                "2026-11-04T00:00:00Z");
    }

    @Test
    void whereNoIndexIsThereTheNewestStay() {
        List<Candidate> candidates = List.of(of("2026-11-01T00:00:00Z", true, "gone"),
                of("2026-11-02T00:00:00Z", true, "gone"), of("2026-11-03T00:00:00Z", true));
        assertThat(kept(new Retention(2, 0, 0), candidates)).containsExactly("2026-11-02T00:00:00Z",
                "2026-11-03T00:00:00Z");
    }
}
