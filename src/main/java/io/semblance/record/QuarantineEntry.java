package io.semblance.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What was set aside.
 *
 * @param path the folder that holds it, and {@code WHY.txt}
 * @param kind what it is
 * @param name of the index, the graph, the mark or the file
 * @param from where it was, below the data directory
 * @param when it was set aside
 * @param why in a sentence or two
 * @param toDo what an operator should do, in sentences
 * @param replaced when another index took the place of this one; null if none did
 */
public record QuarantineEntry(Path path, Kind kind, String name, String from, Instant when, String why, String toDo,
        @Nullable Instant replaced) {

    /** What can be set aside. */
    public enum Kind {
        /** An index with all its files. */
        INDEX,
        /** A graph's file, which is built anew. */
        GRAPH,
        /** A mark of the data directory, which is written anew. */
        MARK,
        /** A file or folder that has no business where it was. */
        STRAY;

        /** As it is written. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Name of the folder. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** Kind and name, such as {@code index works}. */
    public String what() {
        return kind.id() + " " + name;
    }

    QuarantineEntry replacedAt(Instant time) {
        return new QuarantineEntry(path, kind, name, from, when, why, toDo, time);
    }
}
