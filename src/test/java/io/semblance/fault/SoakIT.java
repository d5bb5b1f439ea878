package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.graph.TestedGraph;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Artefacts;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R17: for a long time at 70 % of the rate that the same clients reach when they do not wait, while graphs are saved and
 * built anew and snapshots come and go. Nothing fails, everything written is there, and neither open files nor memory grow.
 */
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 600));
    private static final Duration MEASURING = Duration.ofSeconds(10);
    private static final double SHARE = 0.7;
    private static final int WRITERS = 4;
    private static final int SEARCHERS = 2;
    private static final int COMPARED_AFTER = 500;
    private static final String[] CYCLES = {"--semblance.graph.from=300", "--semblance.graph.save-interval=5s",
            "--semblance.snapshots.interval=1m", "--semblance.snapshots.keep-last=2"};
    /** Over the whole time after the first third; the marks are for a quiet machine and eight hours. */
    private static final double MOST_GROWTH = 0.15;
    private static final double MOST_MORE_HANDLES = 8;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final SplittableRandom random = new SplittableRandom(seed);

    private interface Request {
        void send() throws IOException, InterruptedException;
    }

    private record Sample(double seconds, double kibibytes, double handles) {
    }

    /** What the check must not let pass: a fifth more memory, or an open file more each minute, in ten minutes. */
    @Test
    void theCheckSeesWhatGrows() {
        List<Sample> flat = new ArrayList<>();
        List<Sample> memory = new ArrayList<>();
        List<Sample> handles = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            double wave = Math.sin(second);
            flat.add(new Sample(second, 200_000 + 5_000 * wave, 40 + wave));
            memory.add(new Sample(second, 200_000 * (1 + 0.2 * second / 600) + 5_000 * wave, 40 + wave));
            handles.add(new Sample(second, 200_000 + 5_000 * wave, 40 + second / 60.0 + wave));
        }
        assertNothingGrows(flat);
        assertThatThrownBy(() -> assertNothingGrows(memory)).hasMessageContaining("growth of the memory");
        assertThatThrownBy(() -> assertNothingGrows(handles)).hasMessageContaining("more open files");
    }

    @Tag("night")
    @Test
    void nothingFailsAndNothingGrows() throws IOException, InterruptedException {
        TestedGraph.require();
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("log"), "-Xmx256m -XX:+UseSerialGC",
                Stream.concat(Stream.of(CYCLES), Stream.of("--semblance.snapshots.directory=" + directory.resolve(
                        "snapshots"))).toArray(String[]::new))
                .awaitReady()) {
            try {
                assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
                soak(service);
            } catch (AssertionError | RuntimeException failed) {
                throw Artefacts.kept("SoakIT", seed, "in " + LENGTH, directory, failed);
            }
        }
    }

    private void soak(ServiceProcess service) throws IOException, InterruptedException {
        List<Request> requests = requests(service);
        List<Long> most = work(requests, requests.stream().map(request -> 0L).toList(), MEASURING, service).sent();
        Worked worked = work(requests,
                most.stream().map(sent -> (long) (MEASURING.toNanos() / (sent * SHARE))).toList(),
                LENGTH, service);
        long sent = worked.sent().stream().mapToLong(Long::longValue).sum();
        List<Sample> warm = worked.samples().subList(worked.samples().size() / 3, worked.samples().size());
        double memory = slope(warm, Sample::kibibytes) / mean(warm, Sample::kibibytes);
        long saved = logged(service, "Saved NphdIndex");
        long built = logged(service, "Built the graph");
        long snapshots = logged(service, "Made snapshot");
        Tally.add("requests-a-second-at-most-before-the-soak",
                most.stream().mapToLong(Long::longValue).sum() / MEASURING.toSeconds());
        Tally.add("mib-of-memory-in-the-soak", Math.round(mean(warm, Sample::kibibytes) / 1_024));
        Tally.add("permille-of-memory-more-an-hour-in-the-soak", Math.round(memory * 3_600_000));
        Tally.add("open-files-in-the-soak", Math.round(mean(warm, Sample::handles)));
        Tally.add("saves-builds-and-snapshots-in-the-soak", saved + built + snapshots);
        assertNothingGrows(warm);
        assertThat(List.of(saved, built, snapshots)).as("saves, builds, snapshots").allMatch(cycles -> cycles > 1);
        Tally.add("requests-of-the-soak", sent);
    }

    private static void assertNothingGrows(List<Sample> warm) {
        double time = warm.getLast().seconds() - warm.getFirst().seconds();
        double memory = slope(warm, Sample::kibibytes) / mean(warm, Sample::kibibytes);
        assertThat(memory * time).as("growth of the memory in %.0f s", time).isLessThan(MOST_GROWTH);
        assertThat(slope(warm, Sample::handles) * time).as("more open files in %.0f s", time)
                .isLessThan(MOST_MORE_HANDLES);
    }

    private List<Request> requests(ServiceProcess service) throws IOException {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            RememberingClient writer = new RememberingClient(i, random.split(), directory);
            requests.add(() -> {
                assertThat(writer.write(service.url())).matches(request -> request.said() == Said.STORED);
                if (writer.requests().size() == COMPARED_AFTER) {
                    Tally.add("acknowledged-writes", COMPARED_AFTER);
                    writer.settle(new HttpReader(service));
                }
            });
        }
        for (int i = 0; i < SEARCHERS; i++) {
            SplittableRandom own = random.split();
            RawConnection connection = new RawConnection(service.url());
            requests.add(() -> {
                String unit = new IsccUnit(new UnitType(MainType.META, 0, 0), 256, own.nextLong(), own.nextLong(),
                        own.nextLong(), own.nextLong()).text();
                assertThat(connection.ask(RawConnection.post("/indexes/t/search?limit=10",
                        "{\"units\":[\"" + unit + "\"]}"))).isEqualTo(200);
            });
        }
        return requests;
    }

    /**
     * What was done.
     *
     * @param sent requests of each kind
     * @param samples of the service, one a second
     */
    private record Worked(List<Long> sent, List<Sample> samples) {
    }

    /** @param every nanoseconds between two requests of a kind; 0 sends each as soon as the one before is answered */
    private static Worked work(List<Request> requests, List<Long> every, Duration time, ServiceProcess service)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        BooleanSupplier over = () -> System.nanoTime() - began > time.toNanos();
        List<CompletableFuture<Long>> working = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            long pause = every.get(i);
            working.add(CompletableFuture.supplyAsync(() -> send(request, pause, over), Thread.ofPlatform()::start));
        }
        List<Sample> samples = new ArrayList<>();
        while (!over.getAsBoolean() && working.stream().noneMatch(CompletableFuture::isDone)) {
            samples.add(sample((System.nanoTime() - began) / 1e9, service.pid()));
            service.letRun(1_000);
        }
        return new Worked(working.stream().map(CompletableFuture::join).toList(), samples);
    }

    private static long send(Request request, long every, BooleanSupplier over) {
        long began = System.nanoTime();
        long sent = 0;
        try {
            while (!over.getAsBoolean()) {
                request.send();
                sent++;
                TimeUnit.NANOSECONDS.sleep(began + sent * every - System.nanoTime());
            }
        } catch (IOException gone) {
            throw new AssertionError("a request was not answered", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return sent;
    }

    private static Sample sample(double seconds, long pid) throws IOException {
        String memory = Files.readString(Path.of("/proc", Long.toString(pid), "status")).lines()
                .filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow().replaceAll("[^0-9]", "");
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return new Sample(seconds, Double.parseDouble(memory), open.count());
        }
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return samples.stream().mapToDouble(of).average().orElseThrow();
    }

    /** A second, of the line that is nearest to the samples by least squares. */
    private static double slope(List<Sample> samples, ToDoubleFunction<Sample> of) {
        double middle = mean(samples, Sample::seconds);
        double mean = mean(samples, of);
        return samples.stream().mapToDouble(one -> (one.seconds() - middle) * (of.applyAsDouble(one) - mean)).sum()
                / samples.stream().mapToDouble(one -> (one.seconds() - middle) * (one.seconds() - middle)).sum();
    }

    private static long logged(ServiceProcess service, String text) throws IOException {
        return service.log().lines().filter(line -> line.contains(text)).count();
    }
}
