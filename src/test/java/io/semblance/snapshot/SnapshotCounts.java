package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the tests of this package made, damaged and saw refused: a line each in {@code target/proof/snapshots.properties}. */
final class SnapshotCounts {

    private static final Path FILE = Path.of("target", "proof", "snapshots.properties");

    private SnapshotCounts() {
    }

    static synchronized void add(String name, long number) throws IOException {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, "snapshots-" + name + "=" + number + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
