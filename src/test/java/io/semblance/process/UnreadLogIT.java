package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads the log stops reading: the service serves on, and says later what it left out. */
class UnreadLogIT {

    /** Each a line of more than 500 bytes: more than a pipe holds, and more lines than may wait. */
    private static final int REQUESTS = 6_000;
    private static final long LEAST_KEPT = 2_000;
    private static final String LONG = "/indexes/" + "x".repeat(500);

    @TempDir
    Path directory;

    @Test
    void aLogThatNobodyReadsHoldsUpNothing() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assumeTrue(ExternalProcess.run("mkfifo", pipe.toString()).exitCode() == 0, "skipped: needs mkfifo");
        // Opened for both, so that it is there for the writer and has a reader who never reads.
        Process reader = new ProcessBuilder("sh", "-c", "exec 3<>\"$0\"; echo open; exec sleep 3600", pipe.toString())
                .start();
        try (BufferedReader opened = reader.inputReader()) {
            assertThat(opened.readLine()).isEqualTo("open");
            try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"), pipe,
                    ServiceProcess.QUICK).awaitReady()) {
                for (int i = 0; i < REQUESTS; i++) {
                    assertThat(service.get(LONG).statusCode()).as("request %d", i).isEqualTo(404);
                }
                assertThat(service.get("/livez").statusCode()).isEqualTo(200);
                assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
                assertTellsWhatItLeftOut(service, pipe);
                service.terminate();
                assertThat(service.awaitExit()).isEqualTo(143);
            }
        } finally {
            reader.destroyForcibly();
        }
    }

    private static void assertTellsWhatItLeftOut(ServiceProcess service, Path pipe) throws IOException {
        AtomicBoolean told = new AtomicBoolean();
        // What waits for the reader comes by itself, what was left out with the next line.
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> askUntil(service, told));
        try (BufferedReader log = Files.newBufferedReader(pipe)) {
            long lines = 0;
            String line = log.readLine();
            while (!line.contains(" lines of the log were left out")) {
                lines++;
                line = log.readLine();
            }
            assertThat(lines).as("lines that were kept").isGreaterThan(LEAST_KEPT);
            assertThat(line).matches(".* WARN .* [1-9][0-9]* lines of the log were left out, since nobody read it");
        } finally {
            told.set(true);
            asking.join();
        }
    }

    private static void askUntil(ServiceProcess service, AtomicBoolean told) {
        try {
            while (!told.get()) {
                assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
