package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Callers, or neighbours, keep all processors busy; and a start that turned the fast kernel off makes them slow. */
@Isolated
class BusyProcessorsIT {

    /** More than twice what the alert calls slow. */
    private static final Duration SLOW = Duration.ofMillis(250);

    @TempDir
    Path directory;

    /** Needs the machine for itself: the alert asks for nearly all of its processors. */
    @Test
    @Tag("night")
    void boundedScanningFreesProcessorsUntilTheCallersAreFound() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        String before = Files.readString(host.path("etc/semblance/environment"));
        Works works = large(host);
        String query = works.query(100);
        try (Drill drill = Drill.of("high-cpu", host, Drill.SECONDS, directory)) {
            Callers many = drill.calling(4, Duration.ZERO,
                    () -> host.call("POST", "/indexes/works/search", query));
            drill.awaitFiring("SemblanceHighCpu");
            assertThat(drill.follow("confirm")).contains("/indexes/{name}/search");
            assertThat(host.call("GET", "/livez", "").statusCode()).isEqualTo(200);
            assertThat(drill.follow("fix")).contains("127.0.0.1");
            drill.follow("first");
            drill.awaitSilent("SemblanceHighCpu");
            many.close();
            drill.follow("verify");
            drill.follow("undo");
            assertThat(host.path("etc/semblance/environment")).content().isEqualToIgnoringNewLines(before);
            drill.follow("verify");
            drill.assertFollowedToTheEnd("confirm, neighbour", "fix, neighbour");
        }
    }

    @Test
    @Tag("night")
    void aNeighbourThatTakesTheProcessorsIsFound() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        List<Process> neighbours = new ArrayList<>();
        try (Drill drill = Drill.of("high-cpu", host, Drill.SECONDS, directory)) {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                neighbours.add(new ProcessBuilder("bash", "-c", "while :; do :; done").start());
            }
            drill.awaitFiring("SemblanceHighCpu");
            drill.follow("confirm, neighbour");
            assertThat(drill.follow("fix, neighbour")).contains("bash");
            neighbours.forEach(Process::destroyForcibly);
            drill.follow("verify");
        } finally {
            neighbours.forEach(Process::destroyForcibly);
        }
    }

    @Test
    void theFastKernelMakesSearchesFastAgain() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        Works works = large(host);
        String query = slowQuery(host, works);
        try (Drill drill = Drill.of("slow-searches", host, Drill.SECONDS, directory)) {
            drill.calling(1, Duration.ofMillis(200), () -> host.call("POST", "/indexes/works/search", query));
            drill.awaitFiring("SemblanceSlowSearches");
            assertThat(drill.follow("confirm")).contains("Scan kernel: scalar");
            drill.follow("fix, kernel");
            drill.follow("verify");
            assertThat(host.log().lines().filter(line -> line.contains("Scan kernel")).toList().getLast())
                    .doesNotContain("scalar");
            drill.assertFollowedToTheEnd();
        }
    }

    /** A query that this machine, fast or slow, needs far longer for than the alert allows. */
    private static String slowQuery(Host host, Works works) throws IOException, InterruptedException {
        for (int simprints = 50;; simprints *= 2) {
            String query = works.query(simprints);
            long began = System.nanoTime();
            assertThat(host.call("POST", "/indexes/works/search", query).statusCode()).isEqualTo(200);
            if (Duration.ofNanos(System.nanoTime() - began).compareTo(SLOW) > 0) {
                return query;
            }
        }
    }

    private static Works large(Host host) throws IOException, InterruptedException {
        Works works = Works.in(host);
        for (int i = 0; i < 10; i++) {
            assertThat(works.write(host, 20, 1_000, 0).statusCode()).isEqualTo(201);
        }
        return works;
    }
}
