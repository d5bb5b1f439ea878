package io.semblance.asset.backend.usearch.proposal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * The reading of a graph's file for its checksum, at once or in parts: what its pace throws ends a part, and the next one goes
 * on there, unless the file was replaced.
 */
public final class GraphReading {

    private static final int BUFFER = 1 << 20;

    private Runnable pace = () -> {
    };
    private CRC32C crc = new CRC32C();
    private long at;
    private @Nullable String file;

    /** Bytes that were read so far. */
    public long bytes() {
        return at;
    }

    /** What is read next; begins anew if it is another file than the one of which a part was read. */
    void of(Path path, Runnable paceOfPart) {
        pace = paceOfPart;
        String found = stamp(path);
        if (!found.equals(file)) {
            file = found;
            begin();
        }
    }

    private static String stamp(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return path.getFileName() + " " + found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
        } catch (IOException gone) {
            return "";
        }
    }

    private void begin() {
        at = 0;
        crc = new CRC32C();
    }

    /** Of the first so many bytes. */
    int checksum(FileChannel channel, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (at < bytes) {
            buffer.clear().limit((int) Math.min(BUFFER, bytes - at));
            GraphFile.readFully(channel, buffer, at);
            crc.update(buffer.flip());
            at += buffer.limit();
            pace.run();
        }
        int sum = (int) crc.getValue();
        begin();
        return sum;
    }
}
