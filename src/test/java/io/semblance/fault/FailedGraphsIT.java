package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.fault.RememberingClient.Request;
import io.semblance.graph.TestedGraph;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Seeds;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R4 of graphs: whichever operation on the file of a graph fails while it is saved, from time to time or at a stop, and
 * while it is read at a start, every acknowledged write is there and found by its code, health tells of what could not be
 * saved, what lies on the disk is whole, the next save on a sound disk succeeds, and nothing is left lying about.
 */
@BesideOthers
class FailedGraphsIT {

    private static final long EVER = Long.MAX_VALUE;
    private static final String FROM = "--semblance.graph.from=20";
    private static final String[] OFTEN = {FROM, "--semblance.graph.save-interval=1s",
            "--semblance.graph.save-changes=1"};
    /** Only the stop saves, and whoever built a graph. */
    private static final String[] SELDOM = {FROM, "--semblance.graph.save-interval=1h",
            "--semblance.graph.save-changes=1000000"};

    @TempDir
    Path directory;

    private RememberingClient client;

    @BeforeEach
    void needsGraphs() {
        TestedGraph.require();
        client = new RememberingClient(1, new SplittableRandom(Seeds.of("fault.seed")), directory);
    }

    /** Enough assets for a graph, which is saved when this returns. */
    private SavedGraph filled(FaultyService service) throws IOException, InterruptedException {
        SavedGraph graph = new SavedGraph(service);
        for (int i = 0; i < 15; i++) {
            client.write(service.process().url());
        }
        graph.awaitReady();
        if (graph.saved() == 0) {
            graph.awaitSaved(1, "the first one");
        }
        return graph;
    }

    private void verify(FaultyService service, String told) throws IOException, InterruptedException {
        client.verify(new HttpReader(service.process()), EVER);
        new FoundByCode(service.process()).verify(client.requests(), 5, told);
    }

    @Test
    void aGraphThatCannotBeSavedIsToldOfAndSavedOnceItCan() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory, OFTEN)) {
            SavedGraph graph = filled(service);
            Set<String> files = graph.files();
            saves(graph, files, List.of(Operation.WRITE), List.of(Fault.NO_SPACE), 1, 100);
            saves(graph, files, List.of(Operation.OPEN), List.of(Fault.TOO_MANY_FILES), 1, 2);
            saves(graph, files, List.of(Operation.SYNC, Operation.NAME), List.of(Fault.IO_ERROR), EVER, 1);
        }
    }

    @Test
    @Tag("night")
    void whicheverOperationOfASaveFailsTheNextOneSucceeds() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory, OFTEN)) {
            SavedGraph graph = filled(service);
            Set<String> files = graph.files();
            saves(graph, files, List.of(Operation.WRITE), List.of(Fault.SHORT_WRITE, Fault.IO_ERROR), 1, 1);
            saves(graph, files, List.of(Operation.WRITE), List.of(Fault.NO_SPACE), EVER, 1);
            for (long times : new long[]{1, EVER}) {
                saves(graph, files, List.of(Operation.OPEN), List.of(Fault.TOO_MANY_FILES, Fault.IO_ERROR), times, 1);
                saves(graph, files, List.of(Operation.SYNC, Operation.NAME),
                        List.of(Fault.NO_SPACE, Fault.IO_ERROR), times, 1);
            }
        }
    }

    private void saves(SavedGraph graph, Set<String> files, List<Operation> operations, List<Fault> how, long times,
            int step) throws IOException, InterruptedException {
        NthOperation nth = new NthOperation(directory.resolve("service.log"), step);
        Faults faults = graph.service().faults().only(SavedGraph.NAME);
        for (Operation operation : operations) {
            for (Fault fault : how) {
                nth.untilClean(faults, operation, fault, times, (one, ending, sticky, told) -> {
                    graph.awaitSaved(graph.sequence(), told);
                    save(graph, one, sticky, told);
                    assertThat(graph.files()).as("%s, healed", told).isEqualTo(files);
                });
            }
        }
    }

    private void save(SavedGraph graph, Operation operation, long times, String told)
            throws IOException, InterruptedException {
        Faults faults = graph.service().faults();
        long failed = faults.failed(operation);
        long unsaved = graph.unsaved();
        Request met = client.write(graph.service().process().url());
        assertThat(met.status()).as("%s: %s", told, met).isIn(200, 201);
        long commit = graph.sequence();
        graph.awaitTried(commit, unsaved, told);
        boolean complained = graph.unsaved() > unsaved;
        assertThat(faults.failed(operation) > failed || !complained).as("%s: it complains of a fault", told).isTrue();
        if (complained && times == EVER) {
            assertThat(graph.notice()).as(told).contains("cannot be saved", "tried again");
        }
        verify(graph.service(), told);
        graph.assertSound(told);
        faults.heal();
        graph.awaitSaved(commit, told + ", healed");
        graph.assertSound(told + ", healed");
    }

    @Test
    void aStopThatCannotSaveLosesNothing() throws IOException, InterruptedException {
        stops(List.of(Operation.WRITE), Fault.NO_SPACE, 200);
    }

    @Test
    @Tag("night")
    void noStopThatCannotSaveLosesAnything() throws IOException, InterruptedException {
        stops(List.of(Operation.OPEN), Fault.TOO_MANY_FILES, 1);
        stops(List.of(Operation.SYNC, Operation.NAME), Fault.IO_ERROR, 1);
        stops(List.of(Operation.WRITE), Fault.IO_ERROR, 7);
    }

    /** Stopped with a fault, started without: the graph is the old one or the new one, and caught up with. */
    private void stops(List<Operation> operations, Fault fault, int step) throws IOException, InterruptedException {
        FaultyService[] service = {FaultyService.startWithIndex(directory, SELDOM)};
        try {
            SavedGraph first = client.requests().isEmpty() ? filled(service[0]) : new SavedGraph(service[0]);
            Set<String> files = first.files();
            for (Operation operation : operations) {
                Faults faults = service[0].faults().only(SavedGraph.NAME);
                new NthOperation(directory.resolve("service.log"), step).untilClean(faults, operation, fault, EVER,
                        (one, how, times, told) -> {
                            client.write(service[0].process().url());
                            service[0].process().terminate();
                            service[0].process().awaitExit();
                            faults.heal();
                            Files.writeString(directory.resolve("service.log"), "");
                            service[0] = FaultyService.start(directory, faults, SELDOM);
                            service[0].process().awaitReady();
                            SavedGraph graph = new SavedGraph(service[0]);
                            graph.awaitReady();
                            assertThat(graph.builds()).as("%s: what was saved is read", told).isZero();
                            assertThat(graph.notice()).as(told).isEmpty();
                            verify(service[0], told);
                            graph.assertSound(told);
                        });
            }
            service[0].process().terminate();
            service[0].process().awaitExit();
            assertThat(new SavedGraph(service[0]).files()).isEqualTo(files);
        } finally {
            service[0].close();
        }
    }

    @Test
    void aGraphThatCannotBeReadIsBuiltAnewAndIsNoDamage() throws IOException, InterruptedException {
        starts(List.of(1L), 3);
    }

    @Test
    @Tag("night")
    void aGraphThatCannotBeReadForEverIsBuiltAnewAndIsNoDamage() throws IOException, InterruptedException {
        starts(List.of(1L, EVER), 1);
    }

    /** Each opening of the file fails in turn, by the service and by the library. */
    private void starts(List<Long> often, int step) throws IOException, InterruptedException {
        FaultyService[] service = {FaultyService.startWithIndex(directory, OFTEN)};
        try {
            SavedGraph first = filled(service[0]);
            Set<String> files = first.files();
            first.awaitSaved(first.sequence(), "before the first start");
            service[0].process().kill();
            Faults faults = service[0].faults().only(SavedGraph.NAME);
            for (long times : often) {
                new NthOperation(directory.resolve("service.log"), step).untilClean(faults, Operation.OPEN,
                        Fault.TOO_MANY_FILES, times, (operation, how, sticky, told) -> {
                            long before = faults.failed(operation);
                            Files.writeString(directory.resolve("service.log"), "");
                            service[0] = FaultyService.start(directory, faults, OFTEN);
                            service[0].process().awaitReady();
                            SavedGraph graph = new SavedGraph(service[0]);
                            graph.awaitReady();
                            boolean failed = faults.failed(operation) > before;
                            assertThat(graph.builds()).as("%s: built only where it could not be read", told)
                                    .isEqualTo(failed ? 1 : 0);
                            assertThat(graph.isAnythingSetAside()).as("%s: a sound file is set aside", told).isFalse();
                            verify(service[0], told);
                            faults.heal();
                            client.write(service[0].process().url());
                            graph.awaitSaved(graph.sequence(), told + ", healed");
                            graph.assertSound(told);
                            assertThat(graph.files()).as(told).isEqualTo(files);
                            service[0].process().kill();
                        });
            }
        } finally {
            service[0].close();
        }
    }

    /** A disk that takes half of the last write and no error is none to the operating system. */
    @Test
    void aTrailerThatIsWrittenByHalfIsNotTakenForAGraph() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory, OFTEN)) {
            SavedGraph graph = filled(service);
            Faults faults = service.faults().only(SavedGraph.NAME);
            long writes = 0;
            for (int i = 0; i < 3; i++) {
                graph.awaitSaved(graph.sequence(), "before");
                long seen = faults.seen(Operation.WRITE);
                if (writes > 0) {
                    faults.fail(Operation.WRITE, writes - 1, 1, Fault.SHORT_WRITE);
                }
                replaceOne(service);
                graph.awaitSaved(graph.sequence(), "the last write is short");
                writes = faults.seen(Operation.WRITE) - seen;
                graph.assertSound("the last of so many writes is short: " + writes);
                faults.heal();
            }
            assertThat(faults.failed(Operation.WRITE)).isPositive();
            lostAssetAndTornFileAreNoticed(graph);
        }
    }

    /** The same number of codes, so that saving takes as many writes as before. */
    private void replaceOne(FaultyService service) throws InterruptedException {
        Map.Entry<Long, @Nullable String> first = client.requests().getFirst().changes().entrySet().iterator().next();
        String json = Objects.requireNonNull(first.getValue());
        SplittableRandom random = new SplittableRandom(client.requests().size());
        String other = new IsccUnit(new UnitType(MainType.DATA, 0, 0), 256, random.nextLong(), random.nextLong(),
                random.nextLong(), random.nextLong()).text();
        Map<Long, @Nullable String> change = new HashMap<>();
        change.put(first.getKey(), json.replace(FoundByCode.code(json), other));
        client.send(service.process().url(), change);
    }

    /** The control: what is held against a search, and against a file, notices one asset that is gone and half a trailer. */
    private void lostAssetAndTornFileAreNoticed(SavedGraph graph) throws IOException, InterruptedException {
        FaultyService service = graph.service();
        Request last = client.write(service.process().url());
        while (last.changes().containsValue(null)) {
            last = client.write(service.process().url());
        }
        verify(service, "as it is");
        String lost = RememberingClient.text(last.changes().keySet().iterator().next());
        assertThat(service.process().delete("/indexes/t/assets/" + lost).statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> new FoundByCode(service.process()).verify(client.requests(), 5, "one is gone"))
                .isInstanceOf(AssertionError.class).hasMessageContaining(lost);
        graph.awaitSaved(graph.sequence(), "the control");
        Path file = service.data().resolve("indexes/t").resolve(SavedGraph.NAME);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 38));
        assertThatThrownBy(() -> graph.assertSound("torn")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not pass its check");
    }
}
