package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;

import io.semblance.fault.RememberingClient.Said;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * R10: more indexes than the memory beside the heap holds buffers for. The one too many is refused and leaves nothing
 * behind, the process lives, the others are written and read on, and the next start has what was acknowledged.
 */
@Tag("night")
class DirectMemoryExhaustedIT {

    /** An index takes half a megabyte of buffers while it is opened, and keeps some kilobytes of them. */
    private static final String LITTLE = ServiceProcess.QUICK + " -XX:MaxDirectMemorySize=1m";
    private static final int MORE_THAN_FIT = 500;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final RememberingClient writer = new RememberingClient(1, new SplittableRandom(seed), directory);

    @Test
    void oneIndexTooManyIsRefusedAndTheOthersAreServed() throws IOException, InterruptedException {
        List<String> made = new ArrayList<>(List.of("t"));
        try (ServiceProcess service = start(LITTLE)) {
            assertThat(create(service, "t").statusCode()).isEqualTo(201);
            write(service);
            HttpResponse<String> last = create(service, "i1");
            while (last.statusCode() == 201 && made.size() < MORE_THAN_FIT) {
                made.add("i" + made.size());
                last = create(service, "i" + made.size());
            }
            assertThat(last.statusCode()).as("seed %d: of index %d: %s", seed, made.size(), last.body()).isEqualTo(503);
            assertThat(last.body()).contains("/problems/overloaded", "not enough memory beside the heap");
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            service.awaitLogged("direct buffer memory");
            assertThat(service.isAlive()).isTrue();
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            assertThat(names(service)).containsExactlyInAnyOrderElementsOf(made);
            write(service);
            service.kill();
        }
        try (ServiceProcess next = start(ServiceProcess.QUICK)) {
            assertThat(names(next)).containsExactlyInAnyOrderElementsOf(made);
            writer.settle(new HttpReader(next));
            assertThat(create(next, "i" + made.size()).statusCode()).as("the control: with memory there is room")
                    .isEqualTo(201);
        }
        Tally.add("direct-memory-exhausted", 1);
        Losses.none();
    }

    private void write(ServiceProcess service) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            assertThat(writer.write(service.url()).said()).as("seed %d:%n%s", seed, service.log())
                    .isEqualTo(Said.STORED);
        }
        writer.verify(new HttpReader(service), Long.MAX_VALUE);
    }

    private static HttpResponse<String> create(ServiceProcess service, String name)
            throws IOException, InterruptedException {
        return service.post("/indexes", "{\"name\":\"" + name + "\"}");
    }

    private static List<String> names(ServiceProcess service) throws IOException, InterruptedException {
        JsonNode all = JsonMapper.shared().readTree(service.get("/indexes").body());
        return StreamSupport.stream(all.spliterator(), false).map(index -> index.path("name").asString()).toList();
    }

    private ServiceProcess start(String java) throws IOException, InterruptedException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("log"), java)
                .awaitReady();
    }
}
