package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;

import io.semblance.record.DurableTrees;
import tools.jackson.core.JacksonException;

import org.jspecify.annotations.Nullable;

/**
 * What is known of restore drills, kept in {@code drills.json} beside the snapshots, so that it outlives a restart.
 *
 * @param last the last one
 * @param lastSucceeded when one succeeded the last time; null if none did
 */
public record DrillLog(RestoreDrill last, @Nullable Instant lastSucceeded) {

    private static final String FILE = "drills.json";
    private static final int MOST_BYTES = 1 << 20;

    /** What the directory of the snapshots tells; null if no drill was reported, or its file cannot be read. */
    public static @Nullable DrillLog read(Path snapshots) {
        Path file = snapshots.resolve(FILE);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                return null;
            }
            return SnapshotJson.read(Files.readAllBytes(file), DrillLog.class);
        } catch (IOException | JacksonException unreadable) {
            return null;
        }
    }

    /** This and what was known before. */
    static DrillLog after(@Nullable DrillLog before, RestoreDrill last) {
        Instant earlier = before == null ? null : before.lastSucceeded();
        return new DrillLog(last, last.succeeded() ? last.ended() : earlier);
    }

    void write(Path snapshots) throws IOException {
        DurableTrees.create(snapshots);
        DurableTrees.writeFile(snapshots.resolve(FILE), SnapshotJson.text(this));
    }
}
