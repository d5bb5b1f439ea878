package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the runbook does to the Secret of a cluster, done by kubectl to a Secret in a file. */
class LeakedSecretTest {

    private static final Path RUNBOOK = Path.of("docs", "runbooks", "key-leak.md");
    private static final Pattern COMMAND = Pattern.compile("```sh\n(kubectl patch secret .*?)```", Pattern.DOTALL);
    private static final String FIRST = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: semblance-api
            data:
              api-secret: bGVha2Vk
            """;
    private static final String SECOND = "  api-secret-next: bGVha2VkIHRvbw==\n";
    /** The name of the object is in the file; two names are refused. */
    private static final String ON_THE_FILE = """
            kubectl() {
              [ "$1 $2 $3" = 'patch secret semblance-api' ] && shift 3
              command kubectl patch --local -f secret.yaml -o json "$@"
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void neitherTheSecretNorTheSecondOneOfARotationStaysValid(KubectlLayer layer)
            throws IOException, InterruptedException {
        JsonNode both = replaced(layer, FIRST + SECOND);
        // The server writes stringData over data of the same name.
        assertThat(both.at("/stringData/api-secret").asText()).matches("[0-9a-f]{64}");
        assertThat(both.get("data").fieldNames()).toIterable().containsExactly("api-secret");
        JsonNode one = replaced(layer, FIRST);
        assertThat(one.at("/stringData/api-secret").asText()).matches("[0-9a-f]{64}")
                .isNotEqualTo(both.at("/stringData/api-secret").asText());
        assertThat(one.get("data").fieldNames()).toIterable().containsExactly("api-secret");
    }

    private JsonNode replaced(KubectlLayer layer, String secret) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("secret.yaml"), secret);
        Matcher command = COMMAND.matcher(Files.readString(RUNBOOK));
        assertThat(command.find()).as("%s patches the Secret", RUNBOOK).isTrue();
        return new ObjectMapper().readTree(ExternalProcess
                .run(directory, Map.of("PATH", layer.programs() + ":" + System.getenv("PATH"), "KUBECONFIG",
                        directory.resolve("nowhere").toString()),
                        List.of(ExternalTool.debian("bash", "bash").require().toString(), "-euo", "pipefail", "-c",
                                ON_THE_FILE + command.group(1)))
                .succeeded());
    }
}
