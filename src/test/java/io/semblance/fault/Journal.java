package io.semblance.fault;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the preload library saw, in the order in which it happened.
 *
 * @param entries operations, oldest first
 * @param paths by the library's number of a file, under which path it was last opened
 */
record Journal(List<Entry> entries, Map<Integer, Path> paths) {

    private static final int HEAD = 48;
    private static final int PRETENDED = 2;

    /** Whether an operation was noted whole, at its beginning, or at its end. */
    enum Part {
        WHOLE, BEGINS, ENDED
    }

    /**
     * An operation.
     *
     * @param time of the monotonic clock, as {@link System#nanoTime()} tells it
     * @param file number of the file
     * @param offset where it wrote; for others what the library says
     * @param result what it returned
     * @param pretended whether it did nothing and reported success
     * @param data what it wrote; of an opening and of changed names the paths
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares entries
    record Entry(long time, Operation operation, int file, long offset, long result, Part part, boolean pretended,
            byte[] data) {

        private static final int O_CREAT = 0x40;
        private static final int O_TRUNC = 0x200;

        /** Of an opening, or of a folder: its path. */
        Path path() {
            return Path.of(text());
        }

        /** Of changed names: the old path, and the new one if there is one. */
        List<Path> paths() {
            return text().lines().map(Path::of).toList();
        }

        private String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        /** Whether this opening made the file. */
        boolean isMade() {
            return (offset & O_CREAT) != 0;
        }

        /** Whether this opening emptied a file that was there. */
        boolean isEmptied() {
            return !isMade() && (offset & O_TRUNC) != 0;
        }

        /** The emptying, as an operation of its own. */
        Entry emptied() {
            return new Entry(time, Operation.TRUNCATE, file, 0, 0, Part.WHOLE, false, new byte[0]);
        }
    }

    /** Looks at entries, oldest first. */
    interface Visitor {
        void entry(Entry entry) throws IOException, InterruptedException;
    }

    /** Reads all that is there; a last entry that was cut by a kill is left out. */
    static Journal read(Path file) throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        Map<Integer, Path> paths = new HashMap<>();
        scan(file, entry -> {
            if (entry.operation() == Operation.OPEN) {
                paths.put(entry.file(), entry.path());
            }
            entries.add(entry);
        });
        return new Journal(entries, paths);
    }

    /** The same, entry by entry, for a journal that is larger than memory. */
    static void scan(Path file, Visitor visitor) throws IOException, InterruptedException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20);
                DataInputStream bytes = new DataInputStream(in)) {
            byte[] head = new byte[HEAD];
            while (true) {
                visitor.entry(next(bytes, head));
            }
        } catch (EOFException end) {
            // All of it was seen.
        }
    }

    private static Entry next(DataInputStream bytes, byte[] head) throws IOException {
        bytes.readFully(head);
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
        long time = fields.getLong();
        Operation operation = Operation.of(fields.getInt());
        int number = fields.getInt();
        long offset = fields.getLong();
        long result = fields.getLong();
        Part part = List.of(Part.values()).get(fields.getInt());
        int how = fields.getInt();
        byte[] data = new byte[fields.getInt()];
        bytes.readFully(data);
        return new Entry(time, operation, number, offset, result, part, how == PRETENDED, data);
    }
}
