package io.semblance.snapshot;

import java.util.regex.Pattern;

/**
 * A file of a snapshot.
 *
 * @param name of the file in the directory of its index
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits
 */
public record SnapshotFile(String name, long bytes, String sha256) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Refuses a name that is not the one that there can be, and so every path. */
    public SnapshotFile {
        if (!name.equals(SnapshotFiles.RECORD)) {
            throw new IllegalArgumentException("a file of an index is named " + SnapshotFiles.RECORD);
        }
        if (bytes < 1 || !HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a file has a size and a SHA-256 of 64 hexadecimal digits");
        }
    }
}
