package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import io.semblance.fault.CrashImage.Loss;
import io.semblance.fault.Journal.Entry;
import io.semblance.fault.Journal.Part;
import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails. Several clients write to the real service, whose file operations are journaled; afterwards the disk is
 * built as it may have been at any instant, the index opened from it, and every asset compared with what had been
 * acknowledged by then. Images are opened by the classes that the service opens them with, in this process, so that there can
 * be many; some are given to the service itself. 25 cuts here ({@code -Dfault.cuts} asks for others); at night 20,000.
 */
class PowerCutIT {

    private static final int CLIENTS = 4;
    private static final int REAL_STARTS = 3;

    @TempDir
    Path directory;

    /** A run of the service and what is known of it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares runs
    private record Run(List<RememberingClient> clients, Journal journal, int file, byte[] base, Path empty) {
    }

    @Test
    void whateverOfTheUnsyncedIsLostNothingAcknowledgedIs() throws IOException, InterruptedException {
        cut(Rounds.of(Integer.getInteger("fault.cuts", 25)), 2_000);
    }

    @Test
    @Tag("night")
    void twentyThousandPowerCutsLoseNothing() throws IOException, InterruptedException {
        cut(Rounds.atNight("power-cuts", 20_000), 20_000);
    }

    private void cut(Rounds cuts, int entries) throws IOException, InterruptedException {
        long seed = Seeds.of("fault.seed");
        SplittableRandom random = new SplittableRandom(seed);
        Run run = record(random, entries, false);
        long compared = 0;
        while (cuts.next()) {
            int cut = random.nextInt(run.journal.entries().size());
            Loss loss = List.of(Loss.values()).get(cuts.number() % Loss.values().length);
            try {
                Path image = image(run, cut, loss, random.split(), directory.resolve("image"));
                compared += verify(run, image, run.journal.entries().get(cut).time());
                if (cuts.number() <= REAL_STARTS) {
                    verifyByService(run, image, run.journal.entries().get(cut).time());
                }
            } catch (AssertionError | RuntimeException lost) {
                throw new AssertionError(
                        "seed " + seed + ", cut " + cuts.number() + " before entry " + cut + ", losing " + loss,
                        lost);
            }
        }
        assertThat(compared).as("seed %d", seed).isGreaterThan(cuts.number());
        Tally.add("power-cuts", cuts.number());
        Tally.add("acknowledged-writes", run.clients.stream().mapToLong(RememberingClient::acknowledged).sum());
        Losses.none();
    }

    /** Before every acknowledgement there are, in this order: the asset's page, the end of a sync, the root page. */
    @Test
    void everyAcknowledgementFollowsItsSync() throws IOException, InterruptedException {
        Run run = record(new SplittableRandom(System.nanoTime()), 600, false);
        int checked = 0;
        for (RememberingClient client : run.clients) {
            for (Request request : client.requests()) {
                if (request.said() == Said.STORED && !request.changes().containsValue(null)) {
                    assertSynced(run, request);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(CLIENTS);
        Tally.add("acknowledgements-after-their-sync", checked);
    }

    private static void assertSynced(Run run, Request request) {
        List<Entry> entries = run.journal.entries().stream().filter(entry -> entry.file() == run.file).toList();
        for (String json : request.changes().values()) {
            byte[] token = String.valueOf(json).replaceAll(".*(<version [^>]*>).*", "$1")
                    .getBytes(StandardCharsets.UTF_8);
            int page = next(entries, 0, request.sent(),
                    entry -> entry.operation() == Operation.WRITE && contains(entry.data(), token));
            int sync = next(entries, page, request.sent(),
                    entry -> entry.operation() == Operation.SYNC && entry.part() == Part.BEGINS);
            int synced = next(entries, sync, request.sent(), entry -> entry.operation() == Operation.SYNC
                    && entry.part() == Part.ENDED && entry.result() == 0 && !entry.pretended());
            int root = next(entries, synced, request.sent(), entry -> entry.operation() == Operation.SYNCED_WRITE);
            assertThat(entries.get(root).time() - request.answered())
                    .as("%s was answered before it was on disk", request)
                    .isNegative();
        }
    }

    private static int next(List<Entry> entries, int from, long notBefore, java.util.function.Predicate<Entry> wanted) {
        for (int i = from; i < entries.size(); i++) {
            if (entries.get(i).time() - notBefore >= 0 && wanted.test(entries.get(i))) {
                return i;
            }
        }
        throw new AssertionError("the journal has no such operation after entry " + from);
    }

    private static boolean contains(byte[] data, byte[] token) {
        for (int at = 0; at <= data.length - token.length; at++) {
            if (java.util.Arrays.equals(data, at, at + token.length, token, 0, token.length)) {
                return true;
            }
        }
        return false;
    }

    /** What both oracles must not let pass: syncs that report success and do nothing. */
    @Test
    void aDiskThatLiesLosesAcknowledgedWritesAndBothOraclesSeeIt() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        Run run = record(random, 300, true);
        int last = run.journal.entries().size() - 1;
        Path image = image(run, last, Loss.ALL, random, directory.resolve("image"));
        assertThatThrownBy(() -> verify(run, image, Long.MAX_VALUE)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("as it was acknowledged");
        Request acknowledged = run.clients.getFirst().requests().stream()
                .filter(request -> request.said() == Said.STORED && !request.changes().containsValue(null)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> assertSynced(run, acknowledged)).isInstanceOf(AssertionError.class);
        Tally.add("controls-that-lost-data", 1);
    }

    /** Has clients write until the journal has so many operations of the record. */
    private Run record(SplittableRandom random, int entries, boolean lies) throws IOException, InterruptedException {
        List<RememberingClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new RememberingClient(i, random.split(), directory));
        }
        Path empty = directory.resolve("empty");
        Path journal;
        byte[] base;
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            journal = service.journal();
            service.faults().journal(true);
            service.faults().only("indexes/t/data.mdb");
            // Opened anew, so that the journal knows the file by its name; a closed index is all on disk.
            service.process().terminate();
            assertThat(service.process().awaitExit()).isEqualTo(143);
            copy(service.data(), empty);
            base = Files.readAllBytes(empty.resolve(Path.of("indexes", "t", "data.mdb")));
            Files.deleteIfExists(journal);
            service.faults().heal();
            try (FaultyService again = FaultyService.start(directory, service.faults())) {
                again.process().awaitReady();
                if (lies) {
                    again.faults().fail(Operation.SYNC, 0, Long.MAX_VALUE, Fault.PRETENDED);
                    again.faults().fail(Operation.SYNCED_WRITE, 0, Long.MAX_VALUE, Fault.PRETENDED);
                }
                write(again, clients, entries);
            }
        }
        Journal read = Journal.read(journal);
        int file = read.paths().entrySet().stream().filter(one -> one.getValue().endsWith(Path.of("t", "data.mdb")))
                .findFirst().orElseThrow().getKey();
        return new Run(clients, read, file, base, empty);
    }

    private static void write(FaultyService service, List<RememberingClient> clients, int entries) {
        LongSupplier written = () -> service.faults().seen(Operation.SYNCED_WRITE)
                + service.faults().seen(Operation.WRITE) + 2 * service.faults().seen(Operation.SYNC);
        long before = written.getAsLong();
        List<CompletableFuture<Void>> writing = clients.stream().map(client -> CompletableFuture.runAsync(() -> {
            try {
                while (written.getAsLong() - before < entries) {
                    assertThat(client.write(service.process().url(), 300).said()).isEqualTo(Said.STORED);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        })).toList();
        writing.forEach(CompletableFuture::join);
    }

    private static Path image(Run run, int cut, Loss loss, SplittableRandom random, Path image) throws IOException {
        byte[] content = CrashImage.at(cut, run.journal.entries(), run.file, run.base, loss, random);
        copy(run.empty, image);
        Files.write(image.resolve(Path.of("indexes", "t", "data.mdb")), content);
        return image;
    }

    private static int verify(Run run, Path image, long time) throws IOException, InterruptedException {
        int compared = 0;
        try (OpenedImage opened = OpenedImage.open(image)) {
            for (RememberingClient client : run.clients) {
                compared += client.verify(opened, time);
            }
        }
        return compared;
    }

    private void verifyByService(Run run, Path image, long time) throws IOException, InterruptedException {
        Path log = directory.resolve("image.log");
        try (ServiceProcess service = ServiceProcess.start("usearch://" + image, log, ServiceProcess.QUICK)
                .awaitReady()) {
            for (RememberingClient client : run.clients) {
                client.verify(new HttpReader(service), time);
            }
            assertThat(service.post("/indexes/t/assets",
                    "[{\"iscc_id\":\"" + RememberingClient.text(9L << 40) + "\",\"metadata\":{}}]").statusCode())
                    .isEqualTo(201);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
