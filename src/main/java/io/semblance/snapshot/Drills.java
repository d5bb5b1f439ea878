package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was reported of restore drills: the last one, and how many failed since the start. Thread-safe. */
final class Drills {

    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

    private final SnapshotThreads threads;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicBoolean looked = new AtomicBoolean();
    private volatile @Nullable DrillLog known;

    Drills(SnapshotThreads threads) {
        this.threads = threads;
    }

    /** Keeps a report, on disk before it is answered. */
    DrillLog report(RestoreDrill drill, Path snapshots) {
        return threads.onThread(() -> {
            DrillLog after = keep(drill, snapshots);
            if (drill.succeeded()) {
                LOG.info("A restore drill of snapshot {} succeeded: {} indexes, {} assets, {} s", drill.snapshot(),
                        drill.indexes(), drill.assets(), drill.took().toSeconds());
            } else {
                failures.incrementAndGet();
                LOG.error("A restore drill of snapshot {} failed: {}", drill.snapshot(),
                        String.join("; ", drill.faults()).replaceAll("[^\\x20-\\x7e]", "?"));
            }
            return after;
        });
    }

    private synchronized DrillLog keep(RestoreDrill drill, Path snapshots) throws IOException {
        DrillLog after = DrillLog.after(DrillLog.read(snapshots), drill);
        after.write(snapshots);
        known = after;
        looked.set(true);
        return after;
    }

    /** What is known; null if no drill was ever reported. */
    @Nullable
    DrillLog log(Path snapshots) {
        if (looked.compareAndSet(false, true)) {
            threads.onThread(() -> {
                known = DrillLog.read(snapshots);
                // A shelf that is not mounted yet says nothing.
                looked.set(Files.isDirectory(snapshots));
                return true;
            });
        }
        return known;
    }

    long failures() {
        return failures.get();
    }
}
