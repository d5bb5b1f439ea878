package io.semblance.graph;

import org.junit.jupiter.api.Assumptions;

/** The library for tests; without it they are skipped, and say so. */
final class PackedForTests {

    private PackedForTests() {
    }

    static GraphLibrary library() {
        try {
            return GraphLibrary.open(null);
        } catch (GraphUnavailableException e) {
            return Assumptions.abort("Skipped, there is no library for graphs: " + e.getMessage());
        }
    }
}
