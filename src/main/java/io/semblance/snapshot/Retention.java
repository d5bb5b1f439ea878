package io.semblance.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which snapshots stay. Each index is looked at by itself, and a snapshot stays if it stays for any index in it: so
 * snapshots of one index alone drive out none that hold others, and what holds an index that was set aside as damaged stays
 * until that is back. Days and weeks are those of UTC; a day without a snapshot uses up nothing. Only sound snapshots count: a
 * damaged or unverified one keeps no place, and goes once as many newer sound ones as {@code last} hold what it should.
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

    /**
     * A snapshot to be judged.
     *
     * @param indexes the names in it; none if its manifest cannot be read
     */
    record Candidate(SnapshotId id, Instant created, boolean sound, Set<String> indexes) {
    }

    /**
     * The ones that go, in the order given.
     *
     * @param candidates sorted from old to new
     * @param there the indexes that are there, served or not; the others were deleted, and keep nothing
     */
    List<SnapshotId> superfluous(List<Candidate> candidates, Set<String> there) {
        List<Candidate> sound = candidates.reversed().stream().filter(Candidate::sound).toList();
        Set<SnapshotId> kept = new HashSet<>();
        for (String index : there) {
            keep(sound.stream().filter(candidate -> candidate.indexes().contains(index)).toList(), kept);
        }
        if (kept.isEmpty()) {
            keep(sound, kept);
        }
        return candidates.stream().filter(candidate -> !kept.contains(candidate.id()) && isReplaced(candidate, sound,
                there)).map(Candidate::id).toList();
    }

    private void keep(List<Candidate> newestFirst, Set<SnapshotId> kept) {
        newestFirst.stream().limit(last).forEach(candidate -> kept.add(candidate.id()));
        keepNewestOfEach(newestFirst, daily, Retention::day, kept);
        keepNewestOfEach(newestFirst, weekly, Retention::week, kept);
    }

    /** Whether enough newer sound ones hold each index of it that is there. */
    private boolean isReplaced(Candidate candidate, List<Candidate> sound, Set<String> there) {
        List<Candidate> newer = sound.stream().filter(other -> other.id().compareTo(candidate.id()) > 0).toList();
        return newer.size() >= last && candidate.indexes().stream().filter(there::contains)
                .allMatch(index -> newer.stream().filter(other -> other.indexes().contains(index)).count() >= last);
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
