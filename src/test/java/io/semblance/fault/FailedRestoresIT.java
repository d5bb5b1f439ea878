package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * R4 of a restore into the running service: whichever of its file operations fails, the index is there with all that the
 * snapshot holds, or not there at all, the name is free again, and neither the snapshot nor the index beside it suffers.
 */
@BesideOthers
class FailedRestoresIT {

    private static final long EVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    @Test
    void aRestoredIndexIsWholeOrNotThere() throws IOException, InterruptedException {
        RememberingClient client = new RememberingClient(1, new SplittableRandom(7), directory);
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            for (int i = 0; i < 5; i++) {
                client.write(service.process().url());
            }
            String held = exported(service, "t").body();
            JsonNode made = JsonMapper.shared().readTree(service.process().post("/snapshots", "{}").body());
            assertThat(made.path("sound").asBoolean(false)).as(made.toString()).isTrue();
            String restore = "/snapshots/" + made.path("id").asString() + "/restore";
            Faults faults = service.faults().only("/data/");
            for (Operation operation : List.of(Operation.OPEN, Operation.WRITE, Operation.SYNCED_WRITE,
                    Operation.SYNC, Operation.NAME)) {
                Fault fault = operation == Operation.OPEN ? Fault.TOO_MANY_FILES : Fault.NO_SPACE;
                for (long times : new long[]{1, EVER}) {
                    new NthOperation(directory.resolve("service.log")).untilClean(faults, operation, fault, times,
                            (step, how, sticky, told) -> {
                                underFaults(service, restore, held, told);
                                client.verify(new HttpReader(service.process()), EVER);
                            });
                }
            }
            FaultyService again = service.again(directory);
            assertThat(again.process().get("/indexes").body()).contains("\"t\"").doesNotContain("\"copy\"");
            assertThat(exported(again, "t").body()).isEqualTo(held);
            again.close();
        }
    }

    /** Under faults, and once more on a sound disk. */
    private static void underFaults(FaultyService service, String restore, String held, String told)
            throws IOException, InterruptedException {
        HttpResponse<String> restored = restore(service, restore);
        service.faults().heal();
        HttpResponse<String> copy = exported(service, "copy");
        if (restored.statusCode() == 201) {
            assertThat(copy.body()).as("%s: what was called restored", told).isEqualTo(held);
        } else {
            assertThat(restored.statusCode()).as("%s: %s", told, restored.body()).isIn(500, 503, 507);
            if (told.startsWith(Operation.WRITE + " ")) {
                assertThat(restored.statusCode()).as("%s: %s", told, restored.body()).isEqualTo(507);
            }
            if (restored.statusCode() == 500) {
                assertThat(restored.body()).as("%s: whose disk it was", told).contains("/data/");
            }
            if (copy.statusCode() != 404) {
                assertThat(copy.body()).as("%s: %s", told, restored.body()).isEqualTo(held);
            }
        }
        int deleted = service.process().delete("/indexes/copy").statusCode();
        assertThat(deleted).as(told).isIn(204, 404);
        assertThat(restore(service, restore).statusCode()).as("%s, healed", told).isEqualTo(201);
        assertThat(exported(service, "copy").body()).as("%s, healed", told).isEqualTo(held);
        assertThat(service.process().delete("/indexes/copy").statusCode()).as("%s, healed", told).isEqualTo(204);
    }

    private static HttpResponse<String> restore(FaultyService service, String path)
            throws IOException, InterruptedException {
        return service.process().post(path, "{\"index\":\"t\",\"as\":\"copy\"}");
    }

    private static HttpResponse<String> exported(FaultyService service, String index)
            throws IOException, InterruptedException {
        return service.process().get("/indexes/" + index + "/export");
    }
}
