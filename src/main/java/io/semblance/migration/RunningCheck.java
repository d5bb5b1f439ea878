package io.semblance.migration;

import io.semblance.problem.RefusedException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process has an LMDB file open. Each one that has holds a shared lock on the first byte of the lock file, which
 * the system drops when the process ends, however it ends; so an exclusive lock on that byte, held for a moment, shows
 * that there is none. What is written meanwhile is found at the end of reading, see {@code LmdbFile.changed}.
 */
final class RunningCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RunningCheck.class);

    private RunningCheck() {
    }

    static void refuseIfOpen(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + "-lock");
        if (!Files.exists(lockFile)) {
            return;
        }
        if (!Files.isWritable(lockFile)) {
            LOG.info("Whether {} is open in another process cannot be found out, since its lock file is read-only",
                    file);
            return;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock(0, 1, false)) {
            if (free == null) {
                throw running(file);
            }
        } catch (OverlappingFileLockException heldHere) {
            throw running(file);
        }
    }

    private static RefusedException running(Path file) {
        return new RefusedException("iscc-search is still running: it has " + file + " open.",
                "Stop it, so that nothing is written while the import reads, and start the import again.");
    }
}
