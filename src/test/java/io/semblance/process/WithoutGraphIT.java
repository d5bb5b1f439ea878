package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service where there is no native library: everything works, and it says what it does without. */
class WithoutGraphIT {

    private static final String LEFT_OUT = "left out, searches are exact: semblance.graph.library is none";

    @TempDir
    private Path directory;

    @Test
    void searchesAreExactAndTheStartAndHealthSayWhy() throws Exception {
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("log"), ServiceProcess.QUICK, "--semblance.graph.library=none",
                "--semblance.demo=true").awaitReady()) {
            assertThat(service.log()).contains("Graph: " + LEFT_OUT);
            assertThat(JsonMapper.shared().readTree(service.get("/actuator/health").body())
                    .at("/components/graph/details/library").asString()).isEqualTo(LEFT_OUT);
            var answer = service.get("/indexes/demo/search?iscc_code=ISCC:EAA7BYOSYO2KLFUH");
            assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Semblance-Exact")).contains("true");
        }
    }
}
