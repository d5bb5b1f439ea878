package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.semblance.record.RecordFile;

/** Names of what lies in a snapshot. */
final class SnapshotFiles {

    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_HASH = "manifest.sha256";
    static final String VERIFIED = "verified.json";
    static final String INDEXES = "indexes";
    static final String RECORD = RecordFile.NAME;

    private SnapshotFiles() {
    }

    /**
     * Whether it is there and a file, no link.
     *
     * @throws IOException if the disk does not tell
     */
    static boolean isThere(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile();
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** A file of an index, from the top of the snapshot. */
    static String ofIndex(String index, String file) {
        return INDEXES + "/" + index + "/" + file;
    }
}
