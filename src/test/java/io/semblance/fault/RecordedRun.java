package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.graph.TestedGraph;
import io.semblance.process.ServiceProcess;

import org.springframework.util.FileSystemUtils;

/**
 * A run of the service whose file operations were journaled from its first moment to its end, and what its callers remember.
 *
 * @param directory where all of it lies
 * @param clients who wrote to the index {@code t}
 * @param operators who created, renamed and deleted indexes, and the last one made snapshots too
 * @param began when the index {@code t} was acknowledged
 * @param resumed when the service had been killed and started again, and the operators had seen what there was
 */
record RecordedRun(Path directory, List<RememberingClient> clients, List<RememberingOperator> operators, long began,
        AtomicLong resumed) {

    private static final int CLIENTS = 2;
    private static final int WRITES = 100;
    private static final int REQUESTS = 30;
    private static final int TRIES = 3;
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final int LONG = 20_000;
    private static final int GRAPH_FROM = 100;
    private static final String[] SETTINGS = {"--semblance.snapshots.keep-last=2", "--semblance.snapshots.keep-daily=0",
            "--semblance.snapshots.keep-weekly=0", "--semblance.snapshots.changes=true",
            "--semblance.graph.from=" + GRAPH_FROM, "--semblance.graph.save-changes=20"};

    /** Runs the service on an empty directory while all write, kills it under way, and goes on. */
    static RecordedRun record(Path directory, SplittableRandom random) throws IOException, InterruptedException {
        for (int tried = 1;; tried++) {
            RecordedRun run = recordOnce(directory.resolve("recorded-" + tried), random.split());
            if (tried == TRIES || run.disk().isAllSeen()) {
                run.disk().requireAllSeen();
                return run;
            }
            run.delete();
        }
    }

    private static RecordedRun recordOnce(Path directory, SplittableRandom random)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Faults faults = Faults.create(directory.resolve("control"));
        faults.journal(true);
        RecordedRun run;
        try (FaultyService service = FaultyService.start(directory, faults, SETTINGS)) {
            ServiceProcess process = service.process().awaitReady();
            assertThat(process.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            run = new RecordedRun(directory, new ArrayList<>(), List.of(
                    new RememberingOperator('a', random.split(), null),
                    new RememberingOperator('b', random.split(), directory.resolve("disk").resolve("snapshots"))),
                    System.nanoTime(), new AtomicLong());
            for (int i = 0; i < CLIENTS; i++) {
                run.clients.add(new RememberingClient(i, random.split(), directory));
            }
            run.work(process, REQUESTS / 2);
            run.operators.getLast().makeSnapshot(process);
            run.killUnderWay(service, random);
            Files.move(service.journal(), run.disk().journals().getFirst());
        }
        try (FaultyService service = FaultyService.start(directory, faults, SETTINGS)) {
            ServiceProcess process = service.process().awaitReady();
            for (RememberingOperator operator : run.operators) {
                operator.settle(process);
            }
            run.resumed.set(System.nanoTime());
            run.work(process, REQUESTS);
            run.operators.getLast().makeSnapshot(process);
            for (RememberingClient client : run.clients) {
                client.write(process.url());
            }
            process.terminate();
            assertThat(process.awaitExit()).isEqualTo(143);
            Files.move(service.journal(), run.disk().journals().getLast());
        }
        return run;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void work(ServiceProcess process, int requests) {
        List<Work> all = new ArrayList<>();
        for (RememberingClient client : clients) {
            all.add(() -> {
                for (int i = 0; i < WRITES / 2; i++) {
                    assertThat(client.write(process.url(), 300).said()).isEqualTo(Said.STORED);
                }
            });
        }
        for (RememberingOperator operator : operators) {
            all.add(() -> {
                while (operator.states().number() < requests) {
                    operator.act(process);
                }
            });
        }
        together(all).forEach(CompletableFuture::join);
    }

    /** Syncs take long meanwhile, and the kill comes as soon as a name is there that is not certain yet. */
    private void killUnderWay(FaultyService service, SplittableRandom random) throws IOException, InterruptedException {
        List<Path> before = names();
        service.faults().delay(Operation.SYNC, SLOW);
        List<CompletableFuture<Void>> acting = together(operators.stream().<Work>map(operator -> () -> {
            while (operator.isAnswered()) {
                operator.act(service.process());
            }
        }).limit(random.nextInt(1, operators.size() + 1)).toList());
        for (int i = 0; i < LONG && names().equals(before); i++) {
            service.process().letRun(1);
        }
        service.process().kill();
        acting.forEach(CompletableFuture::join);
        service.faults().heal();
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> indexes = Files.list(directory.resolve("disk").resolve("data").resolve("indexes"));
                Stream<Path> snapshots = Files.list(directory.resolve("disk").resolve("snapshots"))) {
            return Stream.concat(indexes, snapshots).filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted().toList();
        }
    }

    private static List<CompletableFuture<Void>> together(List<Work> all) {
        ThreadFactory threads = Thread.ofPlatform().daemon().factory();
        return all.stream().map(work -> CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }, task -> threads.newThread(task).start())).toList();
    }

    /** How the service was set, as far as it matters to whoever opens what it left. */
    BackendSettings settings() {
        BackendSettings plain = BackendSettings.defaults();
        return new BackendSettings(plain.matchThresholdUnits(), plain.matchThresholdSimprints(),
                plain.confidenceExponent(), plain.scanThreads(), GraphRules.defaults().withFrom(GRAPH_FROM),
                TestedGraph.found().library().orElse(null));
    }

    /** What its disk held, or may have held. */
    RecordedDisk disk() {
        return new RecordedDisk(directory, resumed.get());
    }

    /** Frees the room that it takes. */
    void delete() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }
}
