package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what was asked before it is answered, what was acknowledged is there, the steps come in order. */
class StoppedGracefullyIT {

    private static final int WRITERS = 4;
    private static final int TERMINATED_BY_SIGTERM = 143;

    @TempDir
    Path directory;

    @Test
    void noRequestInFlightFailsOnSigterm() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        Path log = directory.resolve("service.log");
        String uri = "usearch://" + directory.resolve("data");
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.split(), true));
        }
        try (ServiceProcess first = ServiceProcess.start(uri, log, ServiceProcess.QUICK).awaitReady()) {
            first.post("/indexes", "{\"name\":\"t\"}");
            first.terminate();
            assertThat(first.awaitExit()).isEqualTo(TERMINATED_BY_SIGTERM);
        }
        for (int cycle = 0; cycle < 3; cycle++) {
            stopUnderLoad(ServiceProcess.start(uri, log, ServiceProcess.QUICK).awaitReady(), writers);
        }
        try (ServiceProcess service = ServiceProcess.start(uri, log, ServiceProcess.QUICK).awaitReady()) {
            for (Writer writer : writers) {
                writer.verify(service, true);
            }
        }
    }

    private static void stopUnderLoad(ServiceProcess service, List<Writer> writers)
            throws InterruptedException, IOException {
        AtomicBoolean stop = new AtomicBoolean();
        try (service; ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            List<CompletableFuture<Void>> running = writers.stream()
                    .map(writer -> CompletableFuture.runAsync(() -> writing(writer, service, stop), threads)).toList();
            service.letRun(500);
            stop.set(true);
            service.terminate();
            running.forEach(CompletableFuture::join);
            assertThat(service.awaitExit()).isEqualTo(TERMINATED_BY_SIGTERM);
        }
        assertThat(service.log()).contains("Closed index t");
    }

    /** Every request that is sent must be answered: an exception fails the test. */
    private static void writing(Writer writer, ServiceProcess service, AtomicBoolean stop) {
        try {
            while (!stop.get()) {
                writer.write(service);
            }
        } catch (IOException | InterruptedException cut) {
            throw new AssertionError("a request in flight was not answered", cut);
        }
    }
}
