package io.semblance.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ShippedChanges} wrote, entry by entry, up to the first that is not whole. A kill tears the last entry off,
 * and nothing lies behind that. So where a whole entry is found behind, the file was damaged after it was written.
 */
final class ReplayLog {

    private static final int FIXED = 3 * Long.BYTES;
    private static final int LEAST = ShippedChanges.HEAD + FIXED;
    private static final int WINDOW = 1 << 20;

    private ReplayLog() {
    }

    /**
     * An entry.
     *
     * @param from number of the commit that it begins after
     * @param sequence number of the commit that it leads to
     * @param timeMicros time of that commit
     * @param changes the rest of it
     * @param end place of its end in the file
     */
    record Entry(long from, long sequence, long timeMicros, Changes changes, long end) {

        /** Whether each commit that it covers can be told from the others. */
        boolean isOneCommit() {
            return sequence == from + 1;
        }
    }

    /** What an entry changes; read only where it is wanted, since it may be large. */
    interface Changes {
        ByteBuffer read() throws IOException;
    }

    /**
     * How the reading ended.
     *
     * @param end place of the end of the last entry that was taken; without one, of the head of the file
     * @param behind number of the commit to which the first whole entry leads that lies behind damage; null if there is none,
     *        or if the visitor ended the reading
     */
    record Ending(long end, @Nullable Long behind) {
    }

    /** Takes entries in their order; false ends the reading. */
    interface Visitor {
        boolean entry(Entry entry) throws IOException;
    }

    static Ending scan(Path file, Visitor visitor) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            long end = ChangesFormat.begin(file, channel);
            long sequence = 0;
            @Nullable
            Entry next = next(channel, size, end);
            while (next != null) {
                if (!visitor.entry(next)) {
                    return new Ending(end, null);
                }
                end = next.end();
                sequence = next.sequence();
                next = next(channel, size, end);
            }
            return new Ending(end, behind(channel, size, end, sequence));
        }
    }

    /** Null at the end, or if what comes is not whole: its length is believed once its sum is right, however long it is. */
    private static @Nullable Entry next(FileChannel channel, long size, long begin) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(LEAST);
        read(channel, head, begin);
        if (head.remaining() < LEAST) {
            return null;
        }
        int length = head.getInt();
        int crc = head.getInt();
        long at = begin + ShippedChanges.HEAD;
        if (length < FIXED || length > Math.min(size - at, ShippedChanges.MOST_BYTES)
                || !hasSum(channel, at, length, crc)) {
            return null;
        }
        return new Entry(head.getLong(), head.getLong(), head.getLong(),
                () -> bytes(channel, at + FIXED, length - FIXED), at + length);
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(channel, bytes, at);
        if (bytes.remaining() < length) {
            throw new EOFException("it was cut while it was read");
        }
        return bytes;
    }

    /** Looks at every byte for the head of a later entry, since damage may have taken the length of the one before it. */
    private static @Nullable Long behind(FileChannel channel, long size, long end, long sequence) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW);
        for (long at = end + 1; at + LEAST <= size; at += WINDOW - LEAST + 1) {
            read(channel, window.clear(), at);
            for (int i = 0; i + LEAST <= window.limit(); i++) {
                int length = window.getInt(i);
                long from = window.getLong(i + ShippedChanges.HEAD);
                long to = window.getLong(i + ShippedChanges.HEAD + Long.BYTES);
                if (length >= FIXED && length <= size - at - i - ShippedChanges.HEAD && from >= sequence && to > from
                        && hasSum(channel, at + i + ShippedChanges.HEAD, length, window.getInt(i + Integer.BYTES))) {
                    return to;
                }
            }
        }
        return null;
    }

    private static boolean hasSum(FileChannel channel, long at, int length, int crc) throws IOException {
        CRC32 found = new CRC32();
        ByteBuffer part = ByteBuffer.allocate(Math.min(length, WINDOW));
        for (int done = 0; done < length; done += part.limit()) {
            read(channel, part.clear().limit(Math.min(part.capacity(), length - done)), at + done);
            if (!part.hasRemaining()) {
                return false;
            }
            found.update(part.duplicate());
        }
        return (int) found.getValue() == crc;
    }

    /** Fills the buffer as far as the file goes, and makes it ready to be read. */
    private static void read(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, at + buffer.position());
        }
        buffer.flip();
    }
}
