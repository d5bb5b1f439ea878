package io.semblance.console;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Those modules of the page that need no browser: what a pasted code means, and how figures are written. */
class ModulesTest {

    @TestFactory
    Stream<DynamicTest> modules() throws IOException, InterruptedException {
        return NodeTests.of(Map.of(), "codes.test.mjs", "figures.test.mjs");
    }
}
