package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.semblance.record.DurableTrees;
import io.semblance.record.SmallFile;
import tools.jackson.core.JacksonException;

import org.jspecify.annotations.Nullable;

/**
 * What reading a snapshot back found; kept as {@code verified.json} in it.
 *
 * @param manifestSha256 hash of the manifest that it was read back by
 * @param verified when
 * @param sound whether it is what it says
 * @param faults what is wrong, a clause each; empty if it is sound
 */
public record Verification(String manifestSha256, Instant verified, boolean sound, List<String> faults) {

    /** A clause for each fault of each index, and some. */
    private static final int MOST_BYTES = 16 << 20;

    /** Refuses a verdict that contradicts itself. */
    public Verification {
        faults = List.copyOf(faults);
        if (sound != faults.isEmpty()) {
            throw new IllegalArgumentException("what has faults is not sound");
        }
    }

    void write(Path snapshot) throws IOException {
        DurableTrees.writeFile(snapshot.resolve(SnapshotFiles.VERIFIED), SnapshotJson.text(this));
    }

    /**
     * The last verdict on this manifest; null if there is none that says anything.
     *
     * @throws IOException if the disk does not tell
     */
    static @Nullable Verification read(Path snapshot, String manifestSha256) throws IOException {
        Path file = snapshot.resolve(SnapshotFiles.VERIFIED);
        if (!SnapshotFiles.isThere(file)) {
            return null;
        }
        try {
            Verification last = SnapshotJson.read(SmallFile.bytes(file, MOST_BYTES), Verification.class);
            return last.manifestSha256().equals(manifestSha256) ? last : null;
        } catch (JacksonException unreadable) {
            return null;
        }
    }
}
