package io.semblance.graph;

import org.junit.jupiter.api.Assumptions;

/** The library for tests: what the build made, or nothing, as on a machine without it. */
public final class TestedGraph {

    private TestedGraph() {
    }

    /** The packed library; skips the test that asks where the build left it out. */
    public static GraphLibrary require() {
        GraphAvailability found = found();
        Assumptions.assumeTrue(found.library().isPresent(), "skipped, the graph is " + found.describe());
        return found.library().orElseThrow();
    }

    /** Whatever this build has. */
    public static GraphAvailability found() {
        try {
            return GraphAvailability.find(null);
        } catch (GraphUnavailableException e) {
            throw new IllegalStateException("none is named, so nothing is refused", e);
        }
    }

    /** As where there is none. */
    public static GraphAvailability absent() {
        return GraphAvailability.without("this test does without it");
    }
}
