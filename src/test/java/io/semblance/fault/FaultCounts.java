package io.semblance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What these tests did, for the summary of a run: lines {@code name=count} in {@code target/proof/faults.properties}, of
 * which those of one name are added up.
 */
final class FaultCounts {

    private static final Path FILE = Path.of("target", "proof", "faults.properties");

    private FaultCounts() {
    }

    static synchronized void add(String name, long count) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, name + "=" + count + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
