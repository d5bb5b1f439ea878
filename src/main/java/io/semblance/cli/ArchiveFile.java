package io.semblance.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.semblance.config.StartRefusedException;
import io.semblance.record.DurableTrees;

/**
 * A file that an archive is fetched into. It has its name once it is whole and on the disk, and never before: whoever finds
 * it there, after a kill or a power cut as well, finds all of it. What was cut is left beside it under another name, which the
 * next run takes.
 *
 * @param path of the file
 */
record ArchiveFile(Path path) {

    static final String UNFINISHED = ".unfinished";

    /** What brings the archive. */
    interface Fetching {
        void into(OutputStream out) throws IOException;
    }

    /**
     * Nothing is written over.
     *
     * @throws StartRefusedException if something has the name already
     */
    void requireAbsent() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StartRefusedException("There is a file " + path + " already.",
                    "Name another one, or move that away.");
        }
    }

    /** Fetches it; if that fails, nothing is left. */
    void write(Fetching fetching) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            requireNobodyElse(channel);
            boolean whole = false;
            try {
                // Only now: another run may have finished just before this one had the lock.
                requireAbsent();
                channel.truncate(0);
                fetching.into(Channels.newOutputStream(channel));
                channel.force(true);
                DurableTrees.rename(unfinished, path);
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(unfinished);
                }
            }
        }
    }

    /** Holds it until the channel is closed. Where nothing can be locked, such as on some network disks, two at once must not be. */
    private void requireNobodyElse(FileChannel channel) {
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (IOException lockless) {
            return;
        }
        if (held == null) {
            throw new StartRefusedException("Another run fetches " + path + " at this moment.",
                    "Wait until it is done, or name another file.");
        }
    }
}
