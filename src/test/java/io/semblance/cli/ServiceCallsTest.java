package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

/** Where a service is asked. */
class ServiceCallsTest {

    private static ServiceCalls to(String url) {
        ServiceCalls calls = new ServiceCalls();
        new CommandLine(calls).parseArgs("--url", url);
        return calls;
    }

    /** The path behind the host was dropped. */
    @ParameterizedTest
    @ValueSource(strings = {"/search", "/search/", "/search//", "/of/the%20archive", ""})
    void serviceBelowAPathIsAskedThere(String path) throws IOException {
        String there = path.replaceAll("/+$", "").replace("%20", " ");
        try (StubService service = new StubService()) {
            service.on("GET " + there + "/snapshots", 200, "[1]").on("POST " + there + "/snapshots", 201, "[2]")
                    .on("GET " + there + "/snapshots/a/archive", 200, "zip");
            ServiceCalls calls = to(service.url() + path);
            assertThat(calls.get("/snapshots")).hasToString("[1]");
            assertThat(calls.post("/snapshots", Map.of())).hasToString("[2]");
            byte[] archive = calls.stream("/snapshots/a/archive", InputStream::readAllBytes);
            assertThat(new String(archive, StandardCharsets.UTF_8)).isEqualTo("zip");
        }
    }

    @Test
    void serviceAtTheHostIsAskedThereWithAndWithoutASlash() throws IOException {
        try (StubService service = new StubService().on("GET /snapshots", 200, "[]")) {
            assertThat(to(service.url() + "/").get("/snapshots")).isEmpty();
        }
    }
}
