package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.semblance.process.ServiceProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The disk of the snapshots hangs while an index is copied to it. However much is written to that index meanwhile, also when
 * its map has to grow, no write is refused; the copy fails and says why.
 */
@BesideOthers
class HangingSnapshotDiskIT {

    /** The map has 64 MiB at first, of which a copy leaves half. */
    private static final int ASSETS = 80;
    private static final int BYTES = 1_000_000;

    @TempDir
    Path directory;

    private static String text(int asset) {
        return (asset + ",").repeat(BYTES).substring(0, BYTES);
    }

    private static void put(ServiceProcess service, int asset) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post("/indexes/t/assets", "[{\"iscc_id\":\""
                + RememberingClient.text((long) asset << 12) + "\",\"metadata\":{\"text\":\"" + text(asset) + "\"}}]");
        assertThat(answer.statusCode()).as("asset %d: %s", asset, answer.body()).isEqualTo(201);
    }

    private static void assertStored(ServiceProcess service, int assets) throws IOException, InterruptedException {
        for (int asset = 0; asset < assets; asset++) {
            String path = "/indexes/t/assets/" + RememberingClient.text((long) asset << 12);
            assertThat(JsonMapper.shared().readTree(service.get(path).body()).path("metadata").path("text").asString())
                    .as("asset %d", asset).isEqualTo(text(asset));
        }
    }

    /** Returns the answer of who asked for a snapshot, to come, once its disk hangs at the copy. */
    private static CompletableFuture<HttpResponse<String>> hang(FaultyService service) throws InterruptedException {
        service.faults().only("/disk/snapshots").delay(Operation.WRITE, Duration.ofMinutes(30));
        CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(() -> {
            try {
                return service.process().post("/snapshots", "{}");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!isCopyBegun(service.data().resolveSibling("snapshots"))) {
            service.process().letRun(20);
        }
        return asked;
    }

    private static boolean isCopyBegun(Path snapshots) {
        try (Stream<Path> files = Files.walk(snapshots)) {
            return files.anyMatch(file -> file.endsWith("t/data.mdb"));
        } catch (IOException | UncheckedIOException notThereYet) {
            return false;
        }
    }

    @Test
    void writesGoOnWhenTheMapMustGrow() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            ServiceProcess process = service.process();
            put(process, 0);
            CompletableFuture<HttpResponse<String>> asked = hang(service);
            for (int asset = 1; asset < ASSETS; asset++) {
                put(process, asset);
            }
            assertStored(process, ASSETS);
            assertThat(process.log()).contains("A copy of record t is given up: the index was written to so much",
                    "MapFullError in record t");
            assertThat(process.get("/actuator/prometheus").body())
                    .contains("semblance_index_map_blocked{index=\"t\"} 0.0");
            service.faults().heal();
            HttpResponse<String> told = asked.join();
            assertThat(told.statusCode()).as(told.body()).isGreaterThanOrEqualTo(500);
            assertThat(told.body()).contains("writes go before a copy");
            JsonNode made = JsonMapper.shared().readTree(process.post("/snapshots", "{}").body());
            assertThat(made.path("sound").asBoolean(false)).as("healed: %s", made).isTrue();
            assertThat(made.toString()).as("of all of it").contains("\"assets\":" + ASSETS);
        }
    }
}
