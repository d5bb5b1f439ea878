package io.semblance.snapshot;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Reads what {@link ShippedChanges} wrote, entry by entry, up to the first that is not whole. */
final class ReplayLog {

    private static final int FIXED = 3 * Long.BYTES;

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
    record Entry(long from, long sequence, long timeMicros, ByteBuffer changes, long end) {

        /** Whether each commit that it covers can be told from the others. */
        boolean isOneCommit() {
            return sequence == from + 1;
        }
    }

    /** Takes entries in their order; false ends the reading. */
    interface Visitor {
        boolean entry(Entry entry) throws IOException;
    }

    static void scan(Path file, Visitor visitor) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
                1 << 16);
                DataInputStream in = new DataInputStream(bytes)) {
            long end = 0;
            boolean more = true;
            while (more) {
                int length = in.readInt();
                int crc = in.readInt();
                if (length < FIXED || length > ShippedChanges.MOST_BYTES) {
                    return;
                }
                byte[] payload = in.readNBytes(length);
                CRC32 found = new CRC32();
                found.update(payload);
                if (payload.length < length || (int) found.getValue() != crc) {
                    return;
                }
                end += ShippedChanges.HEAD + length;
                ByteBuffer entry = ByteBuffer.wrap(payload);
                more = visitor.entry(new Entry(entry.getLong(), entry.getLong(), entry.getLong(), entry, end));
            }
        } catch (EOFException ended) {
            // The last entry was torn, or there is no further one.
        }
    }
}
