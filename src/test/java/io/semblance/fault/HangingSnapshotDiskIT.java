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

    private static final int ASSETS = 8;
    /** The map has 64 MiB at first, and what is replaced takes room for as long as a copy holds it. */
    private static final int ROUNDS = 14;

    @TempDir
    Path directory;

    /** Some 700 kB, each of another length, so that one does not lie just where another one was. */
    private static String text(int asset, int round) {
        return (asset + " of " + round + ",").repeat(125_000 - 500 * asset - 3_000 * round);
    }

    private static void put(ServiceProcess service, int asset, int round) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post("/indexes/t/assets", "[{\"iscc_id\":\""
                + RememberingClient.text((long) asset << 12) + "\",\"metadata\":{\"text\":\"" + text(asset, round)
                + "\"}}]");
        assertThat(answer.statusCode()).as("round %d: %s", round, answer.body()).isEqualTo(201);
    }

    private static void putAll(ServiceProcess service, int round) throws IOException, InterruptedException {
        for (int asset = 0; asset < ASSETS; asset++) {
            put(service, asset, round);
        }
    }

    private static void assertStored(ServiceProcess service) throws IOException, InterruptedException {
        for (int asset = 0; asset < ASSETS; asset++) {
            String path = "/indexes/t/assets/" + RememberingClient.text((long) asset << 12);
            assertThat(JsonMapper.shared().readTree(service.get(path).body()).path("metadata").path("text").asString())
                    .as("asset %d", asset).isEqualTo(text(asset, ROUNDS - 1));
        }
    }

    /** Returns the answer of who asked for a snapshot, to come, once its disk hangs at the copy. */
    private static CompletableFuture<HttpResponse<String>> hang(FaultyService service) throws InterruptedException {
        long before = copies(service);
        service.faults().only("/disk/snapshots").delay(Operation.WRITE, Duration.ofMinutes(30));
        CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(() -> {
            try {
                return service.process().post("/snapshots", "{}");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (copies(service) == before) {
            assertThat(asked).as("it hangs at the copy").isNotDone();
            service.process().letRun(20);
        }
        return asked;
    }

    private static long copies(FaultyService service) {
        try (Stream<Path> files = Files.walk(service.data().resolveSibling("snapshots"))) {
            return files.filter(file -> file.endsWith("t/data.mdb")).count();
        } catch (IOException | UncheckedIOException notThereYet) {
            return 0;
        }
    }

    /** Pages of the state that is copied are not used again for what takes their place. */
    @Test
    void copyThatGoesOnIsSound() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            putAll(service.process(), 0);
            CompletableFuture<HttpResponse<String>> asked = hang(service);
            putAll(service.process(), 1);
            putAll(service.process(), 2);
            service.faults().heal();
            HttpResponse<String> told = asked.join();
            assertThat(told.body()).contains("\"sound\":true", "\"assets\":" + ASSETS);
        }
    }

    @Test
    void writesGoOnWhenTheMapMustGrow() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            ServiceProcess process = service.process();
            putAll(process, 0);
            CompletableFuture<HttpResponse<String>> asked = hang(service);
            for (int round = 1; round < ROUNDS; round++) {
                putAll(process, round);
            }
            assertStored(process);
            assertThat(process.log()).contains("A copy of record t is given up");
            assertThat(process.get("/actuator/prometheus").body())
                    .contains("semblance_index_map_blocked{index=\"t\"} 0.0");
            service.faults().heal();
            HttpResponse<String> told = asked.join();
            assertThat(told.statusCode()).as(told.body()).isEqualTo(500);
            assertThat(told.body()).as("not of damage, though its pages were written to meanwhile")
                    .contains("The copy of index 't' was given up");
            assertThat(service.data().resolveSibling("snapshots")).as("what is left of it")
                    .isDirectoryNotContaining(path -> String.valueOf(path.getFileName()).startsWith("2"));
            JsonNode made = JsonMapper.shared().readTree(process.post("/snapshots", "{}").body());
            assertThat(made.path("sound").asBoolean(false)).as("healed: %s", made).isTrue();
            assertThat(made.toString()).as("of all of it").contains("\"assets\":" + ASSETS);
        }
    }
}
