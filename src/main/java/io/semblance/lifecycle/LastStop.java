package io.semblance.lifecycle;

import java.io.IOException;
import java.nio.file.Path;

import io.semblance.record.StopNote;
import io.semblance.record.StopNote.State;

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

    private final @Nullable Path directory;
    private final StopNote note;
    private volatile long began;

    /** @param directory the data directory, which is held by this process; null if there is none */
    LastStop(@Nullable Path directory) {
        this.directory = directory;
        this.note = read();
        write(new StopNote(State.NONE, 0, note.saveMillis()));
    }

    /** Seconds that it took; 0 if it did not end, or there was none. */
    double seconds() {
        return note.millis() / 1_000.0;
    }

    /** Whether it was killed before it had ended, or its save was cut. */
    boolean isIncomplete() {
        return note.state() == State.BEGUN || note.state() == State.CUT;
    }

    /** A stop begins; the first call counts. */
    void begin() {
        if (began == 0) {
            began = System.nanoTime();
            write(new StopNote(State.BEGUN, 0, note.saveMillis()));
        }
    }

    /** Whether a stop has begun in this process. */
    boolean hasBegun() {
        return began != 0;
    }

    /**
     * The stop is as good as over: all but the closing of the records is done.
     *
     * @param cut whether saving was cut
     * @param saveMillis what saving took; -1 if there was nothing to save
     */
    void end(boolean cut, long saveMillis) {
        if (began != 0) {
            write(new StopNote(cut ? State.CUT : State.COMPLETE, (System.nanoTime() - began) / 1_000_000,
                    saveMillis < 0 ? note.saveMillis() : saveMillis));
        }
    }

    private StopNote read() {
        try {
            return directory == null ? StopNote.EMPTY : StopNote.read(directory);
        } catch (IOException unreadable) {
            LOG.warn("The note of the last stop cannot be read: {}", unreadable.toString());
            return StopNote.EMPTY;
        }
    }

    private void write(StopNote written) {
        if (directory == null) {
            return;
        }
        try {
            written.write(directory);
        } catch (IOException full) {
            LOG.warn("The note of this stop cannot be written: {}", full.toString());
        }
    }
}
