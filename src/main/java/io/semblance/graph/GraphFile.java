package io.semblance.graph;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is looked at in a file before and after the library has it: its options, which the library would take from the
 * file, and its length, for the library ignores what its last write returned.
 */
final class GraphFile {

    private GraphFile() {
    }

    /** Throws GraphException if a file is not of such a graph. */
    static void check(Usearch usearch, String path, GraphOptions options) {
        if (!usearch.matches(path, options)) {
            throw new GraphException("opening " + path, "it holds no graph of " + options);
        }
    }

    /** Throws GraphException if a graph that was read is linked more or less densely than expected. */
    static void checkConnectivity(Usearch usearch, MemorySegment index, String path, GraphOptions options) {
        long found = usearch.get("usearch_connectivity", index);
        if (found != options.connectivity()) {
            throw new GraphException("opening " + path, "its connectivity is " + found + ", expected is " + options);
        }
    }

    /** Throws GraphException if a file that was written is not whole. */
    static void checkLength(Path file, long expected) {
        long found;
        try {
            found = Files.size(file);
        } catch (IOException e) {
            throw new GraphException("usearch_save(" + file + ")", e);
        }
        if (found != expected) {
            throw new GraphException("usearch_save(" + file + ")",
                    "only " + found + " of " + expected + " bytes were written");
        }
    }

    /** Vectors and places of removed ones in a file: the number that it begins with, 32 bits in little-endian order. */
    static long places(String path) {
        try (DataInputStream file = new DataInputStream(Files.newInputStream(Path.of(path)))) {
            return Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
        } catch (IOException e) {
            throw new GraphException("opening " + path, e);
        }
    }
}
