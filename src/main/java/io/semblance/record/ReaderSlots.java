package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk for LMDB's table of readers. LMDB makes {@code lock.mdb} as one hole and writes into it through a
 * mapping, whenever a reader takes a slot in a page that nobody used before. If the disk is full at that moment the
 * operating system has no room to give and no call to fail: it ends the process with SIGBUS. So the file is filled
 * before LMDB opens it, which first of all sets the table back to empty.
 */
final class ReaderSlots {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderSlots.class);
    private static final String FILE = "lock.mdb";
    private static final int SLOT_BYTES = 64;
    private static final int HEAD_BYTES = 4_096;

    private ReaderSlots() {
    }

    /**
     * Fills the file, unless it has been: nobody else makes it this long, and it is so only once all of it is written. Nobody
     * may have the environment open.
     *
     * @throws StorageFullException if there is not even room for the first readers
     */
    static void reserve(Path directory, int readers) {
        Path file = directory.resolve(FILE);
        ByteBuffer zeros = ByteBuffer.allocate(HEAD_BYTES + readers * SLOT_BYTES);
        try {
            if (Files.exists(file) && Files.size(file) == zeros.remaining()) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException full) {
            if (zeros.position() < 2 * HEAD_BYTES) {
                throw NoRoom.orUnchecked("the table of readers of " + directory + " cannot be written", full);
            }
            LOG.warn("The table of readers of {} is written in part only: {}", directory, full.toString());
        }
    }
}
