package io.semblance.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.config.StartRefusedException;
import io.semblance.snapshot.SnapshotArchive;

/**
 * What a caller names as a snapshot: its directory, an archive of it, or an archive that comes through standard input.
 *
 * @param words as they were given
 */
record SnapshotPlace(String words) {

    static final String DESCRIPTION = "Directory of the snapshot, which holds its manifest.json; or its archive; or - for an archive from standard input.";

    /** What is done with a snapshot. */
    interface Work<R> {
        R with(Path directory) throws IOException;
    }

    /** What is done with an archive. */
    interface ArchiveWork<R> {
        R with(SnapshotArchive archive) throws IOException;
    }

    /** Does the one or the other. What the caller names may be a link, what is inside may not. */
    <R> R open(Work<R> directory, ArchiveWork<R> archive) throws IOException {
        if (words.equals("-")) {
            return archive.with(SnapshotArchive.read(StandardStreams.in()));
        }
        Path path = Path.of(words);
        if (Files.isRegularFile(path)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
                return archive.with(SnapshotArchive.read(in));
            }
        }
        if (!Files.isDirectory(path)) {
            throw new StartRefusedException("There is no directory and no archive " + words + ".",
                    "Give the directory of the snapshot, which holds its manifest.json, or its archive.");
        }
        return directory.with(path.toRealPath());
    }
}
