package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first lines of the log, as an operator sees them at a level that hides what is in order. */
class StartLinesIT {

    @TempDir
    Path directory;

    @Test
    void whatCostsSpeedOrSafetyIsSeenAtTheLevelWarn() throws IOException {
        try (ServiceChild child = ServiceChild.start(directory,
                Map.of("ISCC_SEARCH_LOG_LEVEL", "WARNING", "ISCC_SEARCH_WORKERS", "4", "JAVA_TOOL_OPTIONS",
                        "-Dsemblance.kernel=scalar"),
                "--semblance.index-uri=memory://", "--semblance.port=0")) {
            child.awaitLog("there is no secret");
            List<String> warned = child.log().lines().filter(line -> line.contains(" WARN ")).toList();
            assertThat(warned).anyMatch(line -> line.endsWith("Ignored, since they have no meaning here: "
                    + "ISCC_SEARCH_WORKERS"))
                    .anyMatch(line -> line.contains("Scan kernel: scalar"))
                    .anyMatch(line -> line.endsWith("there is no secret, whoever reaches it may do everything"));
            assertThat(child.log()).doesNotContain("Graph:");
        }
    }
}
