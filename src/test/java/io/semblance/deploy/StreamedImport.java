package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.external.ExternalTool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An import that is answered while it is sent, and an export of the same: what a proxy that collects would stop. */
final class StreamedImport {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** What the service commits, and reports, at once. */
    private static final int GROUP = 500;
    private static final int GROUPS = 4;

    private StreamedImport() {
    }

    /** Sends a group, awaits that it is acknowledged, sends the rest, and compares what is exported then. */
    static void assertStreams(Caller caller, String index) throws Exception {
        List<String> lines = lines(20261125);
        Process curl = curl(caller, "/indexes/" + index + "/import");
        try (BufferedReader report = curl.inputReader()) {
            try (BufferedWriter upload = curl.outputWriter()) {
                send(upload, lines.subList(0, GROUP));
                assertThat(firstLine(curl, report)).as("answered while the body is still being sent")
                        .isEqualTo("{\"acknowledged_through\":" + GROUP + "}");
                send(upload, lines.subList(GROUP, lines.size()));
            }
            assertThat(read(report.lines().toList().getLast())).isEqualTo(read(
                    "{\"complete\":true,\"lines\":2000,\"created\":2000,\"updated\":0,\"faulty\":0,\"acknowledged_through\":2000}"));
        } finally {
            curl.destroyForcibly();
        }
        assertThat(caller.get("/indexes/" + index + "/export").body().lines().map(StreamedImport::read))
                .containsExactlyElementsOf(lines.stream().map(StreamedImport::read).toList());
    }

    private static JsonNode read(String line) {
        return JSON.readTree(line);
    }

    /** {@code -T .} reads what there is and no more, so that curl shows the answer meanwhile. */
    private static Process curl(Caller caller, String path) throws IOException {
        return new ProcessBuilder(ExternalTool.debian("curl", "curl").require().toString(), "--silent", "--insecure",
                "--no-buffer", "--noproxy", "*", "-X", "POST", "-T", ".", "-H", "Content-Type: application/x-ndjson",
                "-H",
                "X-API-Key: " + caller.secret(), caller.url() + path).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void send(BufferedWriter upload, List<String> lines) throws IOException {
        for (String line : lines) {
            upload.write(line + "\n");
        }
        upload.flush();
    }

    /** Ends the client when nothing comes, so that nobody waits for it any longer. */
    private static String firstLine(Process curl, BufferedReader report) throws Exception {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> report.lines().findFirst().orElse(""));
        try {
            return line.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            curl.destroyForcibly().waitFor();
            throw silent;
        }
    }

    private static List<String> lines(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= GROUP * GROUPS; i++) {
            lines.add(JSON.writeValueAsString(Map.of("iscc_id", new IsccId(0, (long) i << 12).text(), "units",
                    List.of(unit(MainType.META, random), unit(MainType.INSTANCE, random)))));
        }
        return lines;
    }

    private static String unit(MainType type, SplittableRandom random) {
        return new IsccUnit(new UnitType(type, 0, 0), 256, random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong()).text();
    }
}
