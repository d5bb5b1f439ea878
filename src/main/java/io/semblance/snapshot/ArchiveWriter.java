package io.semblance.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a snapshot as one stream, for {@link SnapshotArchive}. ZIP, because the JDK writes and reads it without a library,
 * files of any size and a pipe included, and every system unpacks it; packed at the lowest effort, since pages of a record
 * have much air.
 */
final class ArchiveWriter {

    private ArchiveWriter() {
    }

    /** The stream stays open. */
    static void write(Path snapshot, Manifest manifest, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        entry(zip, snapshot, SnapshotFiles.MANIFEST);
        entry(zip, snapshot, SnapshotFiles.MANIFEST_HASH);
        for (IndexSnapshot index : manifest.indexes()) {
            entry(zip, snapshot, SnapshotFiles.ofIndex(index.name(), index.file().name()));
        }
        zip.finish();
        zip.flush();
    }

    private static void entry(ZipOutputStream zip, Path snapshot, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try (var in = Files.newInputStream(snapshot.resolve(name), StandardOpenOption.READ,
                LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }
}
