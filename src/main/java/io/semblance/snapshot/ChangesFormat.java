package io.semblance.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * How a file of shipped changes begins from format 2 on: the letters {@code SMBLCH}, the number of the format, and that number
 * with every bit turned, so that damage is not taken for another format. A file of format 1 begins with its first entry, whose
 * length is never so large that it could begin like that; the entries of both are alike.
 */
final class ChangesFormat {

    static final int NUMBER = 2;
    static final int BYTES = Long.BYTES;

    private static final long LETTERS = 0x534D_424C_4348_0000L;

    private ChangesFormat() {
    }

    /** What a new file begins with. */
    static ByteBuffer head() {
        return ByteBuffer.allocate(BYTES).putLong(LETTERS | NUMBER << Byte.SIZE | (~NUMBER & 0xFF)).flip();
    }

    /**
     * Where the first entry of a file is.
     *
     * @throws SnapshotException if it is of a newer format
     */
    static int begin(Path file, FileChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(BYTES);
        if (channel.read(head, 0) < BYTES) {
            return 0;
        }
        long first = head.getLong(0);
        int number = (int) first >>> Byte.SIZE & 0xFF;
        if ((first & ~0xFFFFL) != LETTERS || (first & 0xFF) != (~number & 0xFF)) {
            return 0;
        }
        if (number > NUMBER) {
            throw SnapshotException.refused("The changes " + file + " have format " + number
                    + ", written by a newer version of Semblance; this version reads formats up to " + NUMBER
                    + ". Use that version.");
        }
        return BYTES;
    }
}
