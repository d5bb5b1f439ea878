package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpServer;
import io.semblance.asset.RandomAssets;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three times as many searches as can be answered. How many that is is measured first, on this machine and beside the same
 * client; then they are sent at three times that rate, whether they are answered or not. What is asserted is that the
 * service does not collapse (a quarter of its best is answered still; the mark of 80 % is measured by
 * {@code src/bench/compare/compare.sh}, with a processor for each side), that who is refused is told when to come back, and
 * that probes are answered.
 */
@Isolated
class OverloadIT {

    /** With the slow kernel searching is what costs, as with many assets, and not the client beside it. */
    private static final String JAVA = System.getProperty("overload.java",
            "-Xmx512m -XX:+UseSerialGC -Dsemblance.kernel=scalar");
    private static final int ASSETS = 60_000;
    private static final int BATCH = 1_000;
    private static final int CLOSED_LOOP = 32;
    private static final int OPEN_LOOP = 2_000;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("overload.seconds", 5));
    private static final Duration PROBE_MARK = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    /** What became of requests. */
    private static final class Answers {
        final AtomicLong answered = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        final AtomicLong wrong = new AtomicLong();
        final AtomicLong gone = new AtomicLong();

        void count(int status) {
            (status == 200 ? answered : status == 503 ? refused : wrong).incrementAndGet();
        }
    }

    @Test
    void threeTimesTheBestRateIsNoCollapse() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("log"), JAVA).awaitReady()) {
            fill(service, random);
            byte[] search = RawConnection.post("/indexes/t/search?limit=10",
                    "{\"units\":" + RandomAssets.units(random) + "}");
            double unlimited = 1e9;
            load(service, search, CLOSED_LOOP, unlimited, new Answers());
            double best = load(service, search, CLOSED_LOOP, unlimited, new Answers());
            Answers answers = new Answers();
            CompletableFuture<List<Duration>> probing = CompletableFuture.supplyAsync(() -> probe(service));
            double under = load(service, search, OPEN_LOOP, 3 * best, answers);
            List<Duration> probes = probing.join();
            // What else runs on the machine may have come meanwhile: the lower of two tells less than it could, never more.
            double atLeast = Math.min(best, load(service, search, CLOSED_LOOP, unlimited, new Answers()));
            Collections.sort(probes);
            Tally.add("answers-a-second-at-best", Math.round(best));
            Tally.add("answers-a-second-under-overload", Math.round(under));
            Tally.add("ms-of-the-longest-probe-under-overload", probes.getLast().toMillis());
            check(atLeast, under, answers, probes.getLast());
            Tally.add("requests-refused-under-overload", answers.refused.get());
        }
    }

    private static void check(double atLeast, double under, Answers answers, Duration longestProbe) {
        assertThat(under).as("answered a second, of %s at best", atLeast).isGreaterThan(atLeast / 4);
        assertThat(answers.wrong.get()).as("neither answered nor told when to come back").isZero();
        assertThat(answers.gone.get()).as("connections lost").isZero();
        assertThat(longestProbe).as("the longest probe").isLessThan(PROBE_MARK);
    }

    /** What the check must not let pass; among it a server that refuses and does not say when to come back. */
    @Test
    void theCheckSeesACollapse() throws IOException {
        Answers none = new Answers();
        check(100, 80, none, Duration.ZERO);
        assertThatThrownBy(() -> check(100, 20, none, Duration.ZERO)).hasMessageContaining("answered a second");
        assertThatThrownBy(() -> check(100, 80, none, PROBE_MARK)).hasMessageContaining("the longest probe");
        Answers lost = new Answers();
        lost.gone.incrementAndGet();
        assertThatThrownBy(() -> check(100, 80, lost, Duration.ZERO)).hasMessageContaining("connections lost");
        HttpServer rude = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rude.createContext("/", request -> {
            request.getRequestBody().readAllBytes();
            request.sendResponseHeaders(503, -1);
            request.close();
        });
        rude.start();
        try (RawConnection connection = new RawConnection("http://127.0.0.1:" + rude.getAddress().getPort())) {
            Answers refused = new Answers();
            refused.count(connection.ask(RawConnection.post("/indexes/t/search", "{}")));
            assertThatThrownBy(() -> check(100, 80, refused, Duration.ZERO))
                    .hasMessageContaining("nor told when to come back");
        } finally {
            rude.stop(0);
        }
    }

    private static void fill(ServiceProcess service, SplittableRandom random) throws IOException, InterruptedException {
        assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
        long id = 0;
        while (id < ASSETS) {
            StringBuilder batch = new StringBuilder("[");
            for (int i = 0; i < BATCH; i++) {
                id++;
                batch.append(i == 0 ? "" : ",").append("{\"iscc_id\":\"").append(RememberingClient.text(id << 12))
                        .append("\",\"units\":").append(RandomAssets.units(random)).append('}');
            }
            assertThat(service.post("/indexes/t/assets", batch.append(']').toString()).statusCode()).isEqualTo(201);
        }
    }

    /** Connections that each ask again as soon as they are answered, but together at most at a rate; answers a second. */
    private static double load(ServiceProcess service, byte[] search, int connections, double rate, Answers answers)
            throws IOException {
        List<RawConnection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(new RawConnection(service.url()));
        }
        AtomicLong sent = new AtomicLong();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            open.forEach(one -> threads.execute(() -> askUntilOver(one, search, began, rate, sent, answers)));
        }
        return answers.answered.get() / (TIME.toNanos() / 1e9);
    }

    private static void askUntilOver(RawConnection connection, byte[] search, long began, double rate, AtomicLong sent,
            Answers answers) {
        try (connection) {
            long due = (long) (sent.getAndIncrement() * 1e9 / rate);
            while (due < TIME.toNanos() && System.nanoTime() - began < TIME.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - began));
                int status = connection.ask(search);
                if (System.nanoTime() - began < TIME.toNanos()) {
                    answers.count(status);
                }
                due = (long) (sent.getAndIncrement() * 1e9 / rate);
            }
        } catch (IOException gone) {
            answers.gone.incrementAndGet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Duration> probe(ServiceProcess service) {
        List<Duration> probes = new ArrayList<>();
        long began = System.nanoTime();
        try {
            while (System.nanoTime() - began < TIME.toNanos()) {
                long asked = System.nanoTime();
                assertThat(service.get("/livez").statusCode()).isEqualTo(200);
                probes.add(Duration.ofNanos(System.nanoTime() - asked));
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException gone) {
            throw new AssertionError("a probe was not answered", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return probes;
    }
}
