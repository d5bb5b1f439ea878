package io.semblance.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the stop before this start went. A process that stops cannot be watched: its port closes first, and what kills it
 * leaves no word. So each stop leaves a note in the data directory, first that it has begun, then how it ended, and the
 * next process reads it. It is only for the eyes of operators: a note that cannot be written is missed by nothing.
 */
final class LastStop {

    private static final Logger LOG = LoggerFactory.getLogger(LastStop.class);
    private static final String FILE = "LAST-STOP";
    private static final String BEGUN = "begun";
    private static final String COMPLETE = "complete";
    private static final String CUT = "cut";

    private final @Nullable Path file;
    private final String note;
    private volatile long began;

    /** @param directory the data directory, which is held by this process; null if there is none */
    LastStop(@Nullable Path directory) {
        this.file = directory == null ? null : directory.resolve(FILE);
        this.note = read();
    }

    /** Seconds that it took; 0 if it did not end, or there was none. */
    double seconds() {
        String[] words = note.split(" ", -1);
        try {
            return words.length == 2 ? Long.parseLong(words[1]) / 1_000.0 : 0;
        } catch (NumberFormatException garbled) {
            return 0;
        }
    }

    /** Whether it was killed before it had ended, or its save was cut. */
    boolean isIncomplete() {
        return note.startsWith(BEGUN) || note.startsWith(CUT);
    }

    /** A stop begins; the first call counts. */
    void begin() {
        if (began == 0) {
            began = System.nanoTime();
            write(BEGUN);
        }
    }

    /** Whether a stop has begun in this process. */
    boolean hasBegun() {
        return began != 0;
    }

    /** The stop is as good as over: all but the closing of the records is done. */
    void end(boolean cut) {
        if (began != 0) {
            write((cut ? CUT : COMPLETE) + " " + (System.nanoTime() - began) / 1_000_000);
        }
    }

    private String read() {
        try {
            return file == null || !Files.exists(file) ? "" : Files.readString(file).strip();
        } catch (IOException unreadable) {
            LOG.warn("The note of the last stop cannot be read: {}", unreadable.toString());
            return "";
        } finally {
            write("");
        }
    }

    private void write(String text) {
        if (file == null) {
            return;
        }
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, text + "\n");
            }
        } catch (IOException full) {
            LOG.warn("The note of this stop cannot be written: {}", full.toString());
        }
    }
}
