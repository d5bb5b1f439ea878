package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.problem.ProblemException;

import org.jspecify.annotations.Nullable;

/**
 * What was seen last of the directory of the snapshots. It may lie on a disk that does not answer, and whoever reads a metric
 * must not wait for that: so one thread looks, after each thing that is done to the directory and when the last look is old,
 * and everybody else is told what it saw. Thread-safe.
 */
final class LastLook {

    /** What else happens to the directory (a disk that is gone, somebody who deletes) is seen so late at most. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    /** A scrape shows nothing for so long after a start if the disk does not answer, and then that there is nothing. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private final SnapshotShelf shelf;
    private final Drills drills;
    private final Path directory;
    private final SnapshotThreads threads;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Instant newestSound;
    private volatile @Nullable Instant oldest;
    private volatile @Nullable Instant looked;
    private volatile boolean answered;
    private volatile long asked;

    LastLook(SnapshotShelf shelf, Path directory, Drills drills, SnapshotThreads threads, InstantSource clock) {
        this.shelf = shelf;
        this.directory = directory;
        this.drills = drills;
        this.threads = threads;
        this.clock = clock;
    }

    /** Looks now, on this thread; if that fails, nothing counts as seen. */
    boolean look() throws IOException {
        Instant now = clock.instant();
        boolean seen = false;
        try {
            newestSound = shelf.newestSound(now);
            oldest = SnapshotAge.oldest(directory);
            drills.log(directory);
            looked = now;
            seen = true;
            return true;
        } finally {
            answered = true;
            if (!seen) {
                newestSound = null;
                oldest = null;
                looked = null;
            }
        }
    }

    /** Waits for a look if there was none yet; null if there is no sound snapshot of all indexes, or none can be seen. */
    @Nullable
    Instant newestSound() {
        if (looked == null) {
            try {
                threads.onThread(this::look);
            } catch (ProblemException unreadable) {
                return null;
            }
        } else {
            lookIfOld();
        }
        return newestSound;
    }

    /** Waits for nothing; null while nobody has seen anything yet, for a minute at most. */
    Snapshots.@Nullable Seen seen() {
        lookIfOld();
        boolean known = answered || System.nanoTime() - asked > LONGEST_LOOK.toNanos();
        return known ? new Snapshots.Seen(newestSound, oldest, drills.known()) : null;
    }

    private void lookIfOld() {
        Instant seen = looked;
        boolean old = seen == null || Duration.between(seen, clock.instant()).abs().compareTo(LOOK_AGAIN) >= 0;
        if (old && looking.compareAndSet(false, true)) {
            asked = System.nanoTime();
            threads.later(this::look, () -> looking.set(false));
        }
    }
}
