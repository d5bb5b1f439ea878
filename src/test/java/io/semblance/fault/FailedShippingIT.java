package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Seeds;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * R4 of shipped changes: whichever operation on their file fails, no write notices; what can be replayed at any time is
 * exactly what the assets were after that commit; health tells that nothing is shipped; and on a sound disk everything is,
 * without a restart or another snapshot.
 */
@BesideOthers
class FailedShippingIT {

    private static final long EVER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CHANGES = "/changes-";
    private static final String SHIPPING = "--semblance.snapshots.changes=true";

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final SplittableRandom random = new SplittableRandom(seed);
    /** The assets after each commit, JSON by id. */
    private final NavigableMap<Long, Map<Long, @Nullable String>> model = new TreeMap<>();

    private FaultyService start() throws IOException, InterruptedException {
        return FaultyService.startWithIndex(directory, SHIPPING);
    }

    private RememberingClient client() {
        return new RememberingClient(1, random.split(), directory);
    }

    private ShippedState shipped(FaultyService service) {
        return new ShippedState(service.data().resolveSibling("snapshots"), directory.resolve("restored"));
    }

    /** One request, and what the assets are by then. */
    private long write(FaultyService service, RememberingClient client) throws IOException, InterruptedException {
        Request met = client.write(service.process().url());
        assertThat(met.status()).as("nobody waits for the snapshots' disk: %s", met).isIn(200, 201);
        Map<Long, @Nullable String> now = new HashMap<>();
        if (!model.isEmpty()) {
            now.putAll(Objects.requireNonNull(model.get(model.lastKey())));
        }
        now.putAll(met.changes());
        long commit = health(service, "indexes").path("t").path("sequence").asLong();
        model.put(commit, now);
        return commit;
    }

    private static JsonNode health(FaultyService service, String part) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(service.process().get("/actuator/health").body()).path("components")
                .path(part).path("details");
    }

    private static String told(FaultyService service) throws IOException, InterruptedException {
        return health(service, "snapshots").path("changes").asString("");
    }

    private static void snapshot(FaultyService service) throws IOException, InterruptedException {
        JsonNode made = JsonMapper.shared().readTree(service.process().post("/snapshots", "{}").body());
        assertThat(made.path("sound").asBoolean(false)).as(made.toString()).isTrue();
    }

    private static void awaitShipped(FaultyService service, ShippedState state, long commit, String told) {
        await(told + ": shipped").atMost(PATIENCE)
                .until(() -> state.reached() == commit && told(service).startsWith("shipped beside"));
    }

    @Test
    void whatCannotBeShippedIsToldAndShippedOnceItCan() throws IOException, InterruptedException {
        RememberingClient client = client();
        try (FaultyService service = start()) {
            write(service, client);
            snapshot(service);
            commits(service, client, List.of(Operation.WRITE), List.of(Fault.NO_SPACE), EVER);
            commits(service, client, List.of(Operation.WRITE), List.of(Fault.SHORT_WRITE), 1);
            commits(service, client, List.of(Operation.SYNC), List.of(Fault.IO_ERROR), 1);
            places(service, client, List.of(Operation.OPEN), List.of(Fault.TOO_MANY_FILES), 1);
        }
    }

    @Test
    @Tag("night")
    void whicheverOperationFailsShippingGoesOn() throws IOException, InterruptedException {
        RememberingClient client = client();
        try (FaultyService service = start()) {
            write(service, client);
            snapshot(service);
            commits(service, client, List.of(Operation.WRITE), List.of(Fault.SHORT_WRITE), 1);
            for (long times : new long[]{1, EVER}) {
                commits(service, client, List.of(Operation.WRITE, Operation.SYNC, Operation.TRUNCATE),
                        List.of(Fault.NO_SPACE, Fault.IO_ERROR), times);
                places(service, client, List.of(Operation.OPEN), List.of(Fault.TOO_MANY_FILES, Fault.IO_ERROR), times);
                places(service, client, List.of(Operation.WRITE, Operation.SYNC, Operation.NAME),
                        List.of(Fault.NO_SPACE, Fault.IO_ERROR), times);
            }
        }
    }

    @Test
    @Tag("night")
    void aStartThatCannotOpenTheFilesShipsOnceItCan() throws IOException, InterruptedException {
        RememberingClient client = client();
        FaultyService[] service = {start()};
        try {
            write(service[0], client);
            snapshot(service[0]);
            write(service[0], client);
            each(service[0], List.of(Operation.OPEN), List.of(Fault.TOO_MANY_FILES), EVER,
                    (operation, fault, sticky, told) -> {
                        Faults faults = service[0].faults();
                        service[0].process().kill();
                        service[0] = FaultyService.start(directory, faults, SHIPPING);
                        service[0].process().awaitReady();
                        underFaults(service[0], client, told);
                    });
        } finally {
            service[0].close();
        }
    }

    /** The operations of commits that are shipped beside the snapshot that there is. */
    private void commits(FaultyService service, RememberingClient client, List<Operation> operations,
            List<Fault> faultsTried, long times) throws IOException, InterruptedException {
        each(service, operations, faultsTried, times, (operation, fault, sticky, told) -> underFaults(service, client,
                told));
    }

    /** Those of a snapshot beside which changes go from then on: it is made, whether they can or not. */
    private void places(FaultyService service, RememberingClient client, List<Operation> operations,
            List<Fault> faultsTried, long times) throws IOException, InterruptedException {
        each(service, operations, faultsTried, times, (operation, fault, sticky, told) -> {
            snapshot(service);
            underFaults(service, client, told);
        });
    }

    private void each(FaultyService service, List<Operation> operations, List<Fault> faultsTried, long times,
            NthOperation.Attempt attempt) throws IOException, InterruptedException {
        Faults faults = service.faults().only(CHANGES);
        NthOperation nth = new NthOperation(directory.resolve("service.log"));
        for (Operation operation : operations) {
            for (Fault fault : faultsTried) {
                nth.untilClean(faults, operation, fault, times, attempt);
            }
        }
    }

    /** Two commits under faults, of which the disk may take the first, and one on a sound disk. */
    private void underFaults(FaultyService service, RememberingClient client, String told)
            throws IOException, InterruptedException {
        ShippedState state = shipped(service);
        for (int i = 0; i < 2; i++) {
            long commit = write(service, client);
            await(told + ": shipped, or told that it is not").atMost(PATIENCE)
                    .until(() -> told(service).contains("not shipped") || state.reached() == commit);
        }
        state.verify(model, anyCommit(), told);
        client.verify(new HttpReader(service.process()), EVER);
        service.faults().heal();
        awaitShipped(service, state, model.lastKey(), told + ", healed");
        awaitShipped(service, state, write(service, client), told + ", healed, one more");
        state.verify(model, anyCommit(), told + ", healed");
        assertThat(state.files()).as(told).containsExactly("t.log");
        assertThat(service.process().log()).as("%s: what a fault tore off is no damage", told)
                .doesNotContain("are damaged after commit");
    }

    private long anyCommit() {
        List<Long> commits = List.copyOf(model.keySet());
        return commits.get(random.nextInt(commits.size()));
    }

    /** The control: a commit that is missing in what was shipped, and one of which an asset differs, are noticed. */
    @Test
    void lostOrOtherCommitIsNoticed() throws IOException, InterruptedException {
        RememberingClient client = client().freshIds();
        try (FaultyService service = start()) {
            write(service, client);
            snapshot(service);
            ShippedState state = shipped(service);
            awaitShipped(service, state, write(service, client), "the control");
            long last = write(service, client);
            awaitShipped(service, state, last, "the control");
            state.verify(model, last, "as it is");
            service.process().kill();
            NavigableMap<Long, Map<Long, @Nullable String>> other = new TreeMap<>(model);
            other.put(last, Objects.requireNonNull(model.get(model.headMap(last).lastKey())));
            other.put(last + 1, Objects.requireNonNull(model.get(last)));
            assertThatThrownBy(() -> state.verify(other, last, "another state")).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("after commit " + last);
            byte[] bytes = Files.readAllBytes(state.log());
            Files.write(state.log(), Arrays.copyOf(bytes, bytes.length - 1));
            assertThat(state.reached()).as("a torn entry is none").isLessThan(last);
        }
    }
}
