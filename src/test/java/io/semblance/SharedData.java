package io.semblance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Assumptions;

/** Real codes with known answers, which lie beside the project and are no part of it. */
public final class SharedData {

    private SharedData() {
    }

    /** The lines of a packed file; the test that asks is skipped where the data is absent. */
    public static List<String> lines(String name) {
        String set = System.getenv("SEMBLANCE_SHARED_DATA");
        Path file = (set == null ? Path.of("..", "shared", "data") : Path.of(set)).resolve(name);
        Assumptions.assumeTrue(Files.isReadable(file),
                "skipped: the shared data is not beside the project, and SEMBLANCE_SHARED_DATA does not say where it is");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
