package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sync of the record fails, once: that of the pages, or that of the root page. The index latches, says so, is read on,
 * copied and searched, and after a restart holds all that was acknowledged. A few failures here; at night fifty.
 */
class FailedSyncIT {

    @TempDir
    Path directory;

    @Test
    void aFailedSyncLatchesTheIndexAndARestartRecoversIt() throws IOException, InterruptedException {
        failAndRecover(Rounds.of(4));
    }

    @Test
    @Tag("night")
    void fiftyFailedSyncsLoseNothing() throws IOException, InterruptedException {
        failAndRecover(Rounds.atNight("failed-syncs", 50));
    }

    private void failAndRecover(Rounds failures) throws IOException, InterruptedException {
        long seed = Seeds.of("fault.seed");
        SplittableRandom random = new SplittableRandom(seed);
        // Each of its writes changes something: a deletion of what is not there makes no commit, and so no sync.
        RememberingClient client = new RememberingClient(1, random.split(), directory).freshIds();
        long acknowledged = 0;
        try (FaultyService first = FaultyService.startWithIndex(directory)) {
            assertThat(first.process().post("/indexes", "{\"name\":\"other\"}").statusCode()).isEqualTo(201);
            FaultyService service = first;
            while (failures.next()) {
                Operation step = failures.number() % 2 == 1 ? Operation.SYNC : Operation.SYNCED_WRITE;
                try {
                    latch(service, client, step, random.nextInt(4));
                    service = service.again(directory);
                    acknowledged += client.acknowledged();
                    client.settle(new HttpReader(service.process()));
                    assertThat(client.write(service.process().url()).said()).isEqualTo(Said.STORED);
                } catch (AssertionError failed) {
                    throw new AssertionError("seed " + seed + ", failure " + failures.number() + " of " + step + "\n"
                            + service.process().log(), failed);
                }
            }
            service.close();
        }
        Tally.add("failed-syncs", failures.number());
        Tally.add("acknowledged-writes", acknowledged);
        Losses.none();
    }

    private static void latch(FaultyService service, RememberingClient client, Operation step, int commits)
            throws IOException, InterruptedException {
        String url = service.process().url();
        Faults faults = service.faults().only("indexes/t/data.mdb");
        long syncs = faults.seen(Operation.SYNC);
        faults.fail(step, commits, 1, Fault.IO_ERROR);
        for (int i = 0; i < commits; i++) {
            assertThat(client.write(url).said()).isEqualTo(Said.STORED);
        }
        Request met = client.write(url);
        assertThat(met.status()).as("%s", met).isEqualTo(503);
        assertThat(met.problem()).isEqualTo("index-failed");
        assertThat(faults.failed(step)).isPositive();
        long after = faults.seen(Operation.SYNC);
        assertThat(after - syncs).as("the sync of the pages is seen: one for each commit").isEqualTo(commits + 1);

        HttpResponse<String> later = service.process().post("/indexes/t/assets",
                "[{\"iscc_id\":\"" + RememberingClient.text(7L << 40) + "\",\"metadata\":{}}]");
        assertThat(later.statusCode()).isEqualTo(503);
        assertThat(later.body()).contains("index-failed", "Nothing of this request was stored");
        assertThat(faults.seen(Operation.SYNC)).as("no second sync of that file").isEqualTo(after);
        assertThat(service.process().get("/readyz").body()).contains("\"ready\"", "index_read_only");
        assertThat(service.process().get("/actuator/health").body()).contains("read only", "until restarted");
        assertThat(service.process().get("/actuator/doctor?data=true").body()).contains("\"error\"",
                "are refused until a restart: ");
        client.verify(new HttpReader(service.process()), Long.MAX_VALUE);
        searchAndCopy(service, client);
        assertThat(service.process().post("/indexes/other/assets",
                "[{\"iscc_id\":\"" + RememberingClient.text(1L << 12) + "\",\"metadata\":{}}]").statusCode())
                .as("other indexes take writes").isEqualTo(201);
    }

    /** Also after a failed root page, when LMDB begins no transaction any more. */
    private static void searchAndCopy(FaultyService service, RememberingClient client)
            throws IOException, InterruptedException {
        for (Request request : client.requests()) {
            if (request.said() == Said.STORED && !request.changes().containsValue(null)) {
                Map.Entry<Long, ?> one = request.changes().entrySet().iterator().next();
                JsonNode asset = JsonMapper.shared().readTree(String.valueOf(one.getValue()));
                assertThat(service.process()
                        .post("/indexes/t/search", "{\"units\":[" + asset.path("units").get(0) + "]}").statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(service.process().get("/indexes/t/export").statusCode()).isEqualTo(200);
        JsonNode made = JsonMapper.shared().readTree(service.process().post("/snapshots", "{}").body());
        assertThat(made.path("sound").asBoolean(false)).as("a snapshot of the latched index: %s", made).isTrue();
    }

    /** What the oracle must not let pass: something acknowledged is not there. */
    @Test
    void theOracleSeesALostWrite() throws IOException, InterruptedException {
        RememberingClient client = new RememberingClient(1, new SplittableRandom(1), directory);
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            Request request = client.write(service.process().url());
            client.verify(new HttpReader(service.process()), Long.MAX_VALUE);
            long lost = request.changes().keySet().iterator().next();
            service.process().delete("/indexes/t/assets/" + RememberingClient.text(lost));
            assertThatThrownBy(() -> client.verify(new HttpReader(service.process()), Long.MAX_VALUE))
                    .isInstanceOf(AssertionError.class).hasMessageContaining("as it was acknowledged");
        }
    }
}
