package io.semblance.asset.backend.usearch.proposal;

import java.nio.file.Path;

import io.semblance.code.TypeNames;
import io.semblance.graph.GraphOptions;

/**
 * What shares a graph: the codes of one type and one length, since codes of different lengths have no distance that a graph
 * could walk by.
 *
 * @param type name of the unit type or simprint type
 * @param bits length of the codes
 * @param several true for simprints, of which an asset has any number; false for units, of which it has one
 */
public record GroupKey(String type, int bits, boolean several) {

    /** End of the name of a file with a graph. */
    public static final String SUFFIX = ".graph";

    /** The units of a type that have this length. */
    public static GroupKey ofUnits(String type, int bits) {
        return new GroupKey(type, bits, false);
    }

    /** The simprints of a type. */
    public static GroupKey ofSimprints(String type, int bits) {
        return new GroupKey(type, bits, true);
    }

    /** As meters, health and the file show it, such as {@code CONTENT_TEXT_V0-256} or {@code SIMPRINT_CONTENT_TEXT_V0-128}. */
    public String name() {
        return (several ? TypeNames.ofSimprints(type) : type) + "-" + bits;
    }

    GraphOptions options() {
        return GraphOptions.hamming(bits, several);
    }

    String fileName() {
        return name() + SUFFIX;
    }

    /** Where its graph is saved. */
    public Path file(Path directory) {
        return directory.resolve(fileName());
    }
}
