package io.semblance.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which snapshots stay. Days and weeks are those of UTC; a day without a snapshot uses up nothing. Only sound snapshots
 * count: a damaged or unverified one keeps no place, and goes once as many newer sound ones as {@code last} are there.
 *
 * @param last so many of the newest stay, at least 1
 * @param daily and the newest of so many days
 * @param weekly and the newest of so many weeks
 */
public record Retention(int last, int daily, int weekly) {

    /** Refuses to keep nothing. */
    public Retention {
        if (last < 1 || daily < 0 || weekly < 0) {
            throw new IllegalArgumentException("at least the newest snapshot is kept");
        }
    }

    /** A snapshot to be judged. */
    record Candidate(SnapshotId id, Instant created, boolean sound) {
    }

    /** The ones that go, in the order given; {@code candidates} are sorted from old to new. */
    List<SnapshotId> superfluous(List<Candidate> candidates) {
        List<Candidate> newestFirst = candidates.reversed();
        List<Candidate> sound = newestFirst.stream().filter(Candidate::sound).toList();
        Set<SnapshotId> kept = new HashSet<>();
        sound.stream().limit(last).forEach(candidate -> kept.add(candidate.id()));
        keepNewestOfEach(sound, daily, Retention::day, kept);
        keepNewestOfEach(sound, weekly, Retention::week, kept);
        List<SnapshotId> superfluous = new ArrayList<>();
        for (Candidate candidate : candidates) {
            long newer = sound.stream().filter(other -> other.id().compareTo(candidate.id()) > 0).count();
            if (!kept.contains(candidate.id()) && newer >= last) {
                superfluous.add(candidate.id());
            }
        }
        return superfluous;
    }

    private static void keepNewestOfEach(List<Candidate> newestFirst, int most, Function<Instant, String> period,
            Set<SnapshotId> kept) {
        Set<String> seen = new HashSet<>();
        for (Candidate candidate : newestFirst) {
            String of = period.apply(candidate.created());
            if (seen.size() < most && seen.add(of)) {
                kept.add(candidate.id());
            }
        }
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    private static String week(Instant time) {
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return date.get(IsoFields.WEEK_BASED_YEAR) + "-" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }
}
