package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.proof.Seeds;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The n-th file operation fails, for n from the first until none is left to fail, once and from then on for ever: of a
 * write, of creating, renaming and deleting an index, and of a snapshot. No room heals as soon as there is some; another
 * failure of a write latches the index until a restart; whatever was acknowledged is there afterwards and what was refused
 * is not. Of a start that is shown by {@link FailedStartsIT}.
 */
class FailedOperationsIT {

    private static final long EVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private int clients;

    private NthOperation nth() {
        return new NthOperation(directory.resolve("service.log"));
    }

    @Test
    void noRoomForAWriteIsToldAndHealsWithoutARestart() throws IOException, InterruptedException {
        RememberingClient client = new RememberingClient(1, new SplittableRandom(Seeds.of("fault.seed")), directory)
                .freshIds();
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            String url = service.process().url();
            HttpReader reader = new HttpReader(service.process());
            Faults faults = service.faults().only("indexes/t/data.mdb");
            for (long times : new long[]{1, EVER}) {
                nth().untilClean(faults, Operation.WRITE, Fault.NO_SPACE, times, (operation, fault, sticky, told) -> {
                    long before = faults.failed(operation);
                    Request met = client.write(url, 3_000);
                    boolean failed = faults.failed(operation) > before;
                    assertThat(met.status()).as(told).isIn(failed ? List.of(507) : List.of(200, 201));
                    if (failed && sticky == EVER) {
                        assertThat(client.write(url).status()).as("still no room").isEqualTo(507);
                    }
                    client.verify(reader, EVER);
                    faults.heal();
                    assertThat(client.write(url).said()).as("%s, healed", told).isEqualTo(Said.STORED);
                });
            }
            client.verify(reader, EVER);
            assertThat(service.process().log()).as("a trace for each of them would fill the disk")
                    .doesNotContain("io.semblance.problem.Broken:");
            FaultyService again = service.again(directory);
            client.settle(new HttpReader(again.process()));
            again.close();
        }
    }

    @Test
    void anotherFailureOfAWriteLatchesUntilARestart() throws IOException, InterruptedException {
        latches(List.of(Operation.SYNC), List.of(Fault.NO_SPACE));
        latches(List.of(Operation.SYNCED_WRITE), List.of(Fault.NO_SPACE, Fault.SHORT_WRITE));
    }

    @Test
    @Tag("night")
    void everyFailureOfAWriteLatchesOrHeals() throws IOException, InterruptedException {
        latches(List.of(Operation.WRITE, Operation.SYNCED_WRITE),
                List.of(Fault.IO_ERROR, Fault.SHORT_WRITE, Fault.NO_SPACE));
        latches(List.of(Operation.SYNC), List.of(Fault.IO_ERROR, Fault.NO_SPACE));
    }

    private void latches(List<Operation> operations, List<Fault> faultsTried) throws IOException, InterruptedException {
        // Ids of its own: what an earlier one wrote is still there.
        RememberingClient client = new RememberingClient(++clients,
                new SplittableRandom(Seeds.of("fault.seed")), directory).freshIds();
        FaultyService[] service = {FaultyService.startWithIndex(directory)};
        try {
            for (Operation operation : operations) {
                for (Fault fault : faultsTried) {
                    for (long times : new long[]{1, EVER}) {
                        Faults faults = service[0].faults().only("indexes/t/data.mdb");
                        nth().untilClean(faults, operation, fault, times, (step, how, sticky, told) -> {
                            long before = faults.failed(step);
                            Request met = client.write(service[0].process().url(), 3_000);
                            if (faults.failed(step) == before) {
                                assertThat(met.said()).isEqualTo(Said.STORED);
                                return;
                            }
                            assertThat(met.status()).as("%s: %s", told, met)
                                    .isIn(how == Fault.IO_ERROR ? List.of(503) : List.of(503, 507));
                            boolean latched = met.status() == 503;
                            if (step == Operation.SYNCED_WRITE) {
                                assertThat(latched).as("no root page, no more writes").isTrue();
                            }
                            client.verify(new HttpReader(service[0].process()), EVER);
                            faults.heal();
                            if (latched) {
                                service[0] = service[0].again(directory);
                                client.settle(new HttpReader(service[0].process()));
                            }
                            assertThat(client.write(service[0].process().url()).said()).isEqualTo(Said.STORED);
                        });
                    }
                }
            }
            service[0] = service[0].again(directory);
            client.settle(new HttpReader(service[0].process()));
        } finally {
            service[0].close();
        }
    }

    @Test
    void anIndexIsCreatedAndDeletedWholeOrNotAtAll() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            Faults faults = service.faults().only("/indexes/");
            for (Operation operation : List.of(Operation.OPEN, Operation.WRITE, Operation.SYNCED_WRITE, Operation.SYNC,
                    Operation.NAME)) {
                for (Fault fault : operation == Operation.OPEN
                        ? List.of(Fault.TOO_MANY_FILES)
                        : List.of(Fault.NO_SPACE, Fault.IO_ERROR)) {
                    nth().untilClean(faults, operation, fault, EVER,
                            (step, how, sticky, told) -> createAndDelete(service, faults, how, told));
                }
            }
            FaultyService again = service.again(directory);
            assertThat(again.process().get("/indexes").body()).contains("\"t\"").doesNotContain("\"c\"");
            again.close();
        }
    }

    private static void createAndDelete(FaultyService service, Faults faults, Fault fault, String told)
            throws IOException, InterruptedException {
        long before = failures(faults);
        HttpResponse<String> created = service.process().post("/indexes", "{\"name\":\"c\"}");
        boolean failed = failures(faults) > before;
        if (created.statusCode() != 201) {
            assertThat(failed).as("%s: %s", told, created.body()).isTrue();
            assertThat(created.statusCode()).as("%s: %s", told, created.body())
                    .isIn(fault == Fault.NO_SPACE ? List.of(507) : List.of(500, 503));
            assertThat(service.process().get("/indexes").body()).as(told).doesNotContain("\"c\"");
        }
        HttpResponse<String> deleted = service.process().delete("/indexes/c");
        assertThat(deleted.statusCode()).as("%s: %s", told, deleted.body()).isIn(204, 404, 500, 503, 507);
        faults.heal();
        if (deleted.statusCode() >= 500) {
            assertThat(service.process().delete("/indexes/c").statusCode()).as(told).isIn(204, 404);
        }
        assertThat(service.process().get("/indexes").body()).as(told).doesNotContain("\"c\"");
        assertThat(service.process().post("/indexes", "{\"name\":\"c\"}").statusCode()).as("%s, healed", told)
                .isEqualTo(201);
        assertThat(service.process().delete("/indexes/c").statusCode()).as("%s, healed", told).isEqualTo(204);
    }

    private static long failures(Faults faults) {
        long sum = 0;
        for (Operation operation : Operation.values()) {
            sum += faults.failed(operation);
        }
        return sum;
    }

    @Test
    void aSnapshotIsSoundOrNone() throws IOException, InterruptedException {
        RememberingClient client = new RememberingClient(1, new SplittableRandom(7), directory);
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            for (int i = 0; i < 5; i++) {
                client.write(service.process().url());
            }
            Faults faults = service.faults().only("/snapshots");
            for (Operation operation : List.of(Operation.OPEN, Operation.WRITE, Operation.SYNC, Operation.NAME)) {
                Fault fault = operation == Operation.OPEN ? Fault.TOO_MANY_FILES : Fault.NO_SPACE;
                nth().untilClean(faults, operation, fault, EVER, (step, how, sticky, told) -> {
                    long before = faults.failed(step);
                    HttpResponse<String> made = service.process().post("/snapshots", "{}");
                    boolean failed = faults.failed(step) > before;
                    JsonNode shown = JsonMapper.shared().readTree(made.body());
                    boolean sound = made.statusCode() / 100 == 2 && shown.path("sound").asBoolean(false);
                    assertThat(sound || failed).as("%s: %s", told, made.body()).isTrue();
                    if (step == Operation.WRITE && made.statusCode() >= 400) {
                        assertThat(made.statusCode()).as("%s: %s", told, made.body()).isEqualTo(507);
                    }
                    faults.heal();
                    if (sound) {
                        assertThat(service.process()
                                .post("/snapshots/" + shown.path("id").asString() + "/verify", "{}").body())
                                .as("%s: what was called sound is", told).contains("\"sound\":true");
                    }
                    client.verify(new HttpReader(service.process()), EVER);
                });
            }
            JsonNode made = JsonMapper.shared().readTree(service.process().post("/snapshots", "{}").body());
            assertThat(made.path("sound").asBoolean(false)).as("healed: %s", made).isTrue();
        }
    }

    @Test
    void anIndexHasOneNameOrTheOther() throws IOException, InterruptedException {
        RememberingClient client = new RememberingClient(1, new SplittableRandom(7), directory);
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            for (int i = 0; i < 5; i++) {
                client.write(service.process().url());
            }
            Faults faults = service.faults().only("/indexes");
            for (Operation operation : List.of(Operation.OPEN, Operation.SYNC, Operation.NAME)) {
                Fault fault = operation == Operation.OPEN ? Fault.TOO_MANY_FILES : Fault.IO_ERROR;
                for (long times : new long[]{1, EVER}) {
                    nth().untilClean(faults, operation, fault, times, (step, how, sticky, told) -> {
                        renameThereAndBack(service, faults, told);
                        client.verify(new HttpReader(service.process()), EVER);
                    });
                }
            }
        }
    }

    /** Under faults, then back to its name on a sound disk; an index that could not be opened again is helped by a renaming. */
    private static void renameThereAndBack(FaultyService service, Faults faults, String told)
            throws IOException, InterruptedException {
        long before = failures(faults);
        HttpResponse<String> renamed = rename(service, "t", "u");
        if (renamed.statusCode() != 200) {
            assertThat(failures(faults)).as("%s: %s", told, renamed.body()).isGreaterThan(before);
            assertThat(renamed.statusCode()).as("%s: %s", told, renamed.body()).isIn(500, 503);
        }
        faults.heal();
        int there = service.process().get("/indexes/t").statusCode();
        assertThat(List.of(there, service.process().get("/indexes/u").statusCode()))
                .as("%s: one of the names is none, %s", told, renamed.body()).containsOnlyOnce(404);
        if (there != 404) {
            assertThat(rename(service, "t", "u").statusCode()).as("%s, healed", told).isEqualTo(200);
        }
        assertThat(rename(service, "u", "t").statusCode()).as("%s, healed", told).isEqualTo(200);
    }

    private static HttpResponse<String> rename(FaultyService service, String name, String newName)
            throws IOException, InterruptedException {
        return service.process().post("/api/v1/indexes/" + name + "/rename", "{\"name\":\"" + newName + "\"}");
    }
}
