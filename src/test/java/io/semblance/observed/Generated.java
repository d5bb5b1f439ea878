package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made by a generator: the build compares, and writes it anew when told to. */
final class Generated {

    /** Set to write the committed copies anew. */
    private static final String UPDATE = "observed.update";

    private Generated() {
    }

    static void compare(Path committed, String generated, Class<?> test) throws IOException {
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(committed.toAbsolutePath().getParent());
            Files.writeString(committed, generated);
        }
        assertThat(Files.exists(committed) ? Files.readString(committed) : "")
                .describedAs("%s differs from what is generated. If the change is meant, write it anew: ./mvnw verify "
                        + "-Dit.test=%s -D%s=true", committed, test.getSimpleName(), UPDATE)
                .isEqualTo(generated);
    }
}
