package io.semblance.doctor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.doctor.CheckName;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Doctor and estimate over HTTP, of a service with a weak secret. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "semblance.api-secret=change-me", "semblance.host=127.0.0.1"})
class DoctorIT {

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry properties) {
        properties.add("semblance.index-uri", () -> "usearch://" + directory.resolve("data"));
    }

    @Test
    void doctorNeedsTheSecretAndNeverShowsIt() throws Exception {
        assertThat(get("/actuator/doctor", "").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = get("/actuator/doctor", "change-me");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("change-me");
        JsonNode report = JsonMapper.shared().readTree(answer.body());
        assertThat(report.get("severity").asString()).isEqualTo("error");
        List<String> ids = report.get("findings").valueStream().map(finding -> finding.get("id").asString()).toList();
        assertThat(ids).isEqualTo(Arrays.stream(CheckName.values()).map(CheckName::id).toList());
        assertThat(finding(report, "secret").get("severity").asString()).isEqualTo("error");
        assertThat(finding(report, "lock").get("found").asString()).isEqualTo("this process holds it");
        assertThat(finding(report, "free-space").get("found").asString())
                .endsWith("growth is told once it was measured for an hour");
        assertThat(finding(report, "graph-from").get("found").asString()).isIn("there are no graphs",
                "semblance.graph.from is 2,000,000; too few scans were made of too few codes to judge it");
        assertThat(finding(report, "lock").get("link").asString()).endsWith("doctor-checks.md#lock");
    }

    @Test
    void reportIsKeptForAWhile() throws Exception {
        String first = get("/actuator/doctor", "change-me").body();
        assertThat(get("/actuator/doctor", "change-me").body())
                .as("the sync latency would differ if it had been measured again").isEqualTo(first);
    }

    @Test
    void estimateNeedsTheSecretAndAnswersWithAllFigures() throws Exception {
        assertThat(get("/api/v1/estimate?assets=1000", "").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = get("/api/v1/estimate?assets=1000000&units=3", "change-me");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("codes_bytes").asLong()).isEqualTo(120_053_760L);
    }

    @Test
    void estimateRefusesWhatItDoesNotKnow() throws Exception {
        for (String[] bad : new String[][]{{"", "assets"}, {"assets=0", "assets must be 1 to"},
                {"assets=ten", "whole number"},
                {"assets=99999999999999999999", "of at most 18 digits"}, {"assets=1.5", "whole number"},
                {"assets=-1", "assets must be 1 to 10000000000, not -1"},
                {"assets=1&unit_bits=-99999999999", "unit_bits must be 32 to 256"},
                {"assets=1&unit_bits=33", "unit_bits must be 32 to 256 in steps of 32, not 33"},
                {"assets=1&simprints=99999999999", "simprints must be 0 to 10000"}, {"assets=1&untis=3", "untis"}}) {
            HttpResponse<String> answer = get("/api/v1/estimate?" + bad[0], "change-me");
            assertThat(answer.statusCode()).as(bad[0]).isEqualTo(422);
            assertThat(JsonMapper.shared().readTree(answer.body()).get("detail").asString()).contains(bad[1]);
        }
    }

    private static JsonNode finding(JsonNode report, String id) {
        return report.get("findings").valueStream().filter(finding -> finding.get("id").asString().equals(id))
                .findFirst().orElseThrow();
    }

    private HttpResponse<String> get(String path, String secret) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!secret.isEmpty()) {
            request.header("X-API-Key", secret);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
