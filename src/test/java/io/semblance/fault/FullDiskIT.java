package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.external.ExternalProcess;
import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small file system really fills up, at once and to the last byte, while clients write: the operating system itself fails
 * pages, in whole or in part. Writes get 507, reads go on, and as soon as there is room again writes go on in the same
 * process. Three fills here, at night 25; each ends with a kill and a comparison of everything.
 */
class FullDiskIT {

    private static final int WRITERS = 4;
    private static final int MIB = 1 << 20;
    /** Beyond the reserve of 64 MiB there is room for the records and for growth. */
    private static final int SIZE = 160;
    private static final int PADDING = 20_000;

    @TempDir
    Path directory;

    @Test
    void aFullFileSystemLosesNothingAndHealsWithoutARestart(TestReporter reporter)
            throws IOException, InterruptedException {
        fill(Rounds.of(3), reporter);
    }

    @Test
    @Tag("night")
    void twentyFiveFillsLoseNothing(TestReporter reporter) throws IOException, InterruptedException {
        fill(Rounds.atNight("disk-fills", 25), reporter);
    }

    private void fill(Rounds fills, TestReporter reporter) throws IOException, InterruptedException {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(ExternalProcess.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + "m", "none", disk.toString())
                .exitCode() == 0, "skipped: needs the right to mount a tmpfs, which plays a small disk");
        long seed = Seeds.of("fault.seed");
        try {
            SplittableRandom random = new SplittableRandom(seed);
            List<RememberingClient> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new RememberingClient(i, random.split(), directory));
            }
            FaultyService service = FaultyService.startWithIndex(directory);
            try {
                while (fills.next()) {
                    fillAndHeal(service, writers, disk, random, reporter);
                    service = service.again(directory);
                    for (RememberingClient writer : writers) {
                        writer.settle(new HttpReader(service.process()));
                    }
                }
                service = startedOnAFullDisk(service, writers, disk.resolve("filler"));
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + seed + "\n" + service.process().log(), failed);
            } finally {
                service.close();
            }
        } finally {
            ExternalProcess.run("umount", "-l", disk.toString());
        }
        Tally.add("disk-fills", fills.number());
        Losses.none();
    }

    private static void fillAndHeal(FaultyService service, List<RememberingClient> writers, Path disk,
            SplittableRandom random, TestReporter reporter) throws IOException, InterruptedException {
        Path filler = disk.resolve("filler");
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writing = writers.stream().map(writer -> writing(service, writer, over)).toList();
        await(writers, Said.STORED, random.nextInt(4, 20));
        writeUntilFull(filler);
        await(writers, Said.REFUSED, 2);
        HttpReader reader = new HttpReader(service.process());
        over.set(true);
        writing.forEach(CompletableFuture::join);
        for (RememberingClient writer : writers) {
            assertThat(writer.requests()).as("no room is no failure").allMatch(request -> request.status() != 503);
            writer.verify(reader, Long.MAX_VALUE);
        }
        assertThat(service.process().get("/readyz").body()).contains("\"ready\"").doesNotContain("read_only");
        assertThat(service.process().post("/indexes", "{\"name\":\"none\"}").statusCode()).isEqualTo(507);
        Files.delete(filler);
        for (RememberingClient writer : writers) {
            awaitStored(service, writer);
        }
        Tally.add("acknowledged-writes", writers.stream().mapToLong(RememberingClient::acknowledged).sum());
        reporter.publishEntry("fill", service.process().log().split("the file system is full", -1).length - 1
                + " failed commits so far, the others were refused by the reserve");
    }

    /** It serves what there is, says of writes that there is no room, and takes them once there is some. */
    private FaultyService startedOnAFullDisk(FaultyService before, List<RememberingClient> writers, Path filler)
            throws IOException, InterruptedException {
        writeUntilFull(filler);
        FaultyService service = before.again(directory);
        for (RememberingClient writer : writers) {
            writer.settle(new HttpReader(service.process()));
            assertThat(writer.write(service.process().url(), PADDING).status()).isEqualTo(507);
        }
        assertThat(service.process().get("/readyz").body()).contains("\"ready\"").doesNotContain("read_only");
        Files.delete(filler);
        for (RememberingClient writer : writers) {
            awaitStored(service, writer);
        }
        return service;
    }

    private static CompletableFuture<Void> writing(FaultyService service, RememberingClient writer,
            AtomicBoolean over) {
        return CompletableFuture.runAsync(() -> {
            try {
                while (!over.get()) {
                    writer.write(service.process().url(), PADDING);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void await(List<RememberingClient> writers, Said said, int more) throws InterruptedException {
        List<Long> before = writers.stream().map(writer -> writer.counted(said)).toList();
        for (int i = 0; i < writers.size(); i++) {
            while (writers.get(i).counted(said) < before.get(i) + more) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    /** What was free is looked at once a second. */
    private static void awaitStored(FaultyService service, RememberingClient writer) throws InterruptedException {
        Request request = writer.write(service.process().url());
        long end = System.nanoTime() + 60_000_000_000L;
        while (request.said() != Said.STORED) {
            assertThat(request.status()).isEqualTo(507);
            assertThat(System.nanoTime()).as("writes go on once there is room").isLessThan(end);
            request = writer.write(service.process().url());
        }
    }

    private static void writeUntilFull(Path filler) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(MIB);
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                block.clear();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
