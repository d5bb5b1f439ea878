package io.semblance.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the service writes of its stops beside its records, in {@code LAST-STOP}: one line of words, such as
 * {@code complete 5300 1200}. A process that stops cannot be watched, and how long saving takes is known only from the last
 * time.
 *
 * @param state how far the last stop came
 * @param millis how long it took; 0 where it did not end
 * @param saveMillis how long the last save took that is known of, perhaps in an earlier stop; -1 for none
 */
public record StopNote(State state, long millis, long saveMillis) {

    /** How far a stop came. */
    public enum State {
        /** There was none, or the process that was started after it took note. */
        NONE,
        /** It began. */
        BEGUN,
        /** It ended. */
        COMPLETE,
        /** It ended, and its save was cut. */
        CUT
    }

    /** Of a directory in which nothing was stopped. */
    public static final StopNote EMPTY = new StopNote(State.NONE, 0, -1);

    static final String FILE = "LAST-STOP";

    /**
     * Reads it.
     *
     * @param directory a data directory, also one that another process holds
     * @return {@link #EMPTY} where there is none, or none that a service wrote
     */
    public static StopNote read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        return Files.exists(file) ? parse(SmallFile.text(file).strip()) : EMPTY;
    }

    private static StopNote parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            State state = State.valueOf(words[0].toUpperCase(Locale.ROOT));
            return new StopNote(state, words.length > 1 ? Long.parseLong(words[1]) : 0,
                    words.length > 2 ? Long.parseLong(words[2]) : -1);
        } catch (IllegalArgumentException garbled) {
            return EMPTY;
        }
    }

    /** Writes it in the place of the one before; nothing is left of one that says nothing. */
    public void write(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (equals(EMPTY)) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file,
                    state.name().toLowerCase(Locale.ROOT) + " " + millis + " " + saveMillis + "\n");
        }
    }
}
