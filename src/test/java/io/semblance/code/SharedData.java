package io.semblance.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Data that is too large for the repository. It lies beside it in {@code ../shared/data}, or where the system property
 * or the environment variable {@code SEMBLANCE_SHARED_DATA} says; tests that need it are skipped where it is absent.
 */
final class SharedData {

    private static final String NAME = "SEMBLANCE_SHARED_DATA";

    private SharedData() {
    }

    static String read(String file) {
        String named = firstNonNull(System.getProperty(NAME), System.getenv(NAME), "../shared/data");
        Path path = Path.of(named, file);
        Assumptions.assumeTrue(Files.isReadable(path), () -> "skipped: there is no " + path + ", see " + NAME);
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstNonNull(@Nullable String first, @Nullable String second, String third) {
        return first != null ? first : second != null ? second : third;
    }
}
