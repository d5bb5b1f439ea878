package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R10: the system refuses the process more threads, or more memory beside its heap. It ends, or once the limit is gone
 * again it answers as before; it never stays and answers nobody. The next start has every acknowledged write.
 */
class ProcessLimitsIT {

    private static final Path PIDS = Path.of("/sys/fs/cgroup/pids");
    private static final int WRITERS = 20;
    private static final int LEAST_WRITES = 3;
    private static final Duration LIMITED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** With so many more it soon meets the limit: an index that is written has one, and there are up to 64 carriers. */
    private static final int MOST_THREADS = 9;
    private static final int MOST_MEBIBYTES = 40;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<RememberingClient> writers = new ArrayList<>();
    private int ends;
    private long acknowledged;

    /** How a process is limited, and how the limit is taken away. */
    private interface Limit {

        void set(ServiceProcess service) throws IOException, InterruptedException;

        void lift(ServiceProcess service) throws IOException, InterruptedException;
    }

    private static final class Threads implements Limit {

        private final Path group = PIDS.resolve("semblance-limits-" + ProcessHandle.current().pid());
        private final int more;

        Threads(int more) {
            this.more = more;
        }

        @Override
        public void set(ServiceProcess service) throws IOException {
            Files.createDirectories(group);
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(service.pid()));
            int now = Integer.parseInt(Files.readString(group.resolve("pids.current")).strip());
            Files.writeString(group.resolve("pids.max"), Integer.toString(now + more));
        }

        @Override
        public void lift(ServiceProcess service) throws IOException {
            Files.writeString(group.resolve("pids.max"), "max");
        }
    }

    /** More of it than the process has by now; stacks of threads count too. */
    private record Memory(int mebibytes) implements Limit {

        @Override
        public void set(ServiceProcess service) throws IOException, InterruptedException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + service.pid() + "/status"))) {
                long kibibytes = lines.filter(line -> line.startsWith("VmData:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findAny().orElseThrow();
                limit(service, Long.toString((kibibytes << 10) + ((long) mebibytes << 20)));
            }
        }

        @Override
        public void lift(ServiceProcess service) throws IOException, InterruptedException {
            limit(service, "unlimited");
        }

        private static void limit(ServiceProcess service, String bytes) throws IOException, InterruptedException {
            ExternalProcess.run("prlimit", "--pid", Long.toString(service.pid()), "--data=" + bytes + ":unlimited");
        }
    }

    @Test
    void withoutAnotherThreadTheProcessEnds() throws IOException, InterruptedException {
        assumeTrue(Files.isWritable(PIDS.resolve("cgroup.procs")),
                "skipped: needs a pids cgroup of version 1 that it may divide, which limits threads");
        round(new Threads(random.nextInt(MOST_THREADS)));
        assertThat(ends).as("seed %d: how often it ended", seed).isEqualTo(1);
        count();
    }

    @Tag("night")
    @Test
    void withoutMoreMemoryBesideTheHeapItEndsOrGoesOn() throws IOException, InterruptedException {
        Rounds rounds = Rounds.atNight("limits-of-memory", 100);
        assumeTrue(ExternalProcess.run("prlimit", "--version").exitCode() == 0, "skipped: needs prlimit of util-linux");
        while (rounds.next()) {
            round(new Memory(random.nextInt(MOST_MEBIBYTES)));
        }
        count();
    }

    private void count() {
        Tally.add("limits-of-the-process-met", ends);
        assertThat(acknowledged).as("seed %d", seed).isPositive();
        Tally.add("acknowledged-writes", acknowledged);
        Losses.none();
    }

    private void round(Limit limit) throws IOException, InterruptedException {
        if (writers.isEmpty()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new RememberingClient(i, random.split(), directory).freshIds());
            }
        }
        try (ServiceProcess service = start()) {
            service.post("/indexes", "{\"name\":\"t\"}");
            for (int i = 0; i < LEAST_WRITES; i++) {
                writers.getFirst().write(service.url());
            }
            limit.set(service);
            load(service);
            if (service.isAlive()) {
                limit.lift(service);
                assertServes(service, limit);
                service.kill();
            } else {
                ends++;
            }
        }
        try (ServiceProcess next = start()) {
            for (RememberingClient writer : writers) {
                acknowledged += writer.acknowledged();
                writer.settle(new HttpReader(next));
            }
            next.kill();
        }
    }

    /** Writers, and more indexes, each of which needs a thread; for a time, or until the process is gone. */
    private void load(ServiceProcess service) throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writing = writers.stream()
                .map(writer -> CompletableFuture.runAsync(() -> write(service, writer, over))).toList();
        long end = System.nanoTime() + LIMITED.toNanos();
        for (int i = 0; service.isAlive() && System.nanoTime() - end < 0; i++) {
            try {
                service.post("/indexes", "{\"name\":\"i" + i + "\"}");
            } catch (IOException unanswered) {
                service.letRun(100);
            }
        }
        over.set(true);
        writing.forEach(CompletableFuture::join);
    }

    private static void write(ServiceProcess service, RememberingClient writer, AtomicBoolean over) {
        try {
            while (service.isAlive() && !over.get()) {
                writer.write(service.url());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the check must not let pass: a process that is there and answers nobody. */
    @Test
    void aProcessThatStandsStillIsNoticed() throws IOException, InterruptedException {
        try (ServiceProcess service = start()) {
            assertLives(service);
            ExternalProcess.run("kill", "-STOP", Long.toString(service.pid()));
            assertThatThrownBy(() -> assertLives(service)).isInstanceOf(AssertionError.class);
        }
    }

    private void assertLives(ServiceProcess service) throws IOException {
        assertThat(CompletableFuture.supplyAsync(() -> isLive(service))).as("seed %d:%n%s", seed, service.log())
                .succeedsWithin(PATIENCE).isEqualTo(true);
    }

    private static boolean isLive(ServiceProcess service) {
        try {
            return service.get("/livez").statusCode() == 200;
        } catch (IOException unanswered) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What lives serves: probes, reads and writes. */
    private void assertServes(ServiceProcess service, Limit limit) throws IOException, InterruptedException {
        assertLives(service);
        RememberingClient later = new RememberingClient(WRITERS + 1, random.split(), directory).freshIds();
        assertThat(later.write(service.url())).as("seed %d, %s", seed, limit)
                .matches(request -> request.said() == RememberingClient.Said.STORED);
    }

    private ServiceProcess start() throws IOException, InterruptedException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("log"),
                ServiceProcess.QUICK + " -XX:ErrorFile=" + directory.resolve("error.log") + " -XX:ReplayDataFile="
                        + directory.resolve("replay.log"))
                .awaitReady();
    }
}
