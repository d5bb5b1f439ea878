package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was reported of restore drills: the last one, and how many failed since the start. Thread-safe; who asks the disk waits
 * for it.
 */
final class Drills {

    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

    private final AtomicLong failures = new AtomicLong();
    private volatile boolean looked;
    private volatile @Nullable DrillLog known;

    /** Keeps a report, on disk before it is answered. */
    DrillLog report(RestoreDrill drill, Path snapshots) throws IOException {
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
    }

    private synchronized DrillLog keep(RestoreDrill drill, Path snapshots) throws IOException {
        DrillLog after = DrillLog.after(DrillLog.read(snapshots), drill);
        after.write(snapshots);
        known = after;
        looked = true;
        return after;
    }

    /** What the disk tells; null if no drill was ever reported. A directory that is not there yet is asked again. */
    synchronized @Nullable DrillLog log(Path snapshots) {
        if (!looked) {
            known = DrillLog.read(snapshots);
            looked = Files.isDirectory(snapshots);
        }
        return known;
    }

    /** What was seen last, without a look at the disk. */
    @Nullable
    DrillLog known() {
        return known;
    }

    long failures() {
        return failures.get();
    }
}
