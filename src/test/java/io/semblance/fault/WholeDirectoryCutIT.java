package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

import io.semblance.asset.Asset;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.doctor.Severity;
import io.semblance.doctor.data.DataDoctor;
import io.semblance.fault.CrashImage.Loss;
import io.semblance.fault.RecordedDisk.Cut;
import io.semblance.graph.TestedGraph;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails, and of everything in the data directory and beside it the disk has only what it must have, names of files
 * too ({@link DirectoryImage}). Clients write to the real service while operators create, fill, rename and delete indexes,
 * make and delete snapshots and restore from them, graphs are saved and changes shipped; afterwards the directories are built as a disk may hold them at any instant, opened, and compared by values with what was
 * acknowledged by then. One of them is given to the service itself. 60 cuts here ({@code -Dfault.cuts} asks for others); at
 * night 20,000, in runs of 400.
 */
@BesideOthers
class WholeDirectoryCutIT {

    private static final int AT_NIGHT = 400;
    private static final int SEARCHED = 5;

    @TempDir
    Path directory;

    @Test
    void noNameAndNoContentThatWasAcknowledgedIsLostByAPowerCut() throws IOException, InterruptedException {
        long seed = Seeds.of("fault.seed");
        SplittableRandom random = new SplittableRandom(seed);
        RecordedRun run = RecordedRun.record(directory, random.split());
        Tally.add("power-cuts-of-directories",
                cut(run, Integer.getInteger("fault.cuts", 60), random, "seed " + seed));
        Losses.none();
        assertPretendedSyncsAreSeen(run);
    }

    @Test
    @Tag("night")
    void twentyThousandPowerCutsLoseNothingOfAnyDirectory() throws IOException, InterruptedException {
        long seed = Seeds.of("fault.seed");
        SplittableRandom random = new SplittableRandom(seed);
        Rounds runs = Rounds.atNight("runs-with-power-cuts", 20_000 / AT_NIGHT);
        while (runs.next()) {
            RecordedRun run = RecordedRun.record(directory.resolve("run-" + runs.number()), random.split());
            Tally.add("power-cuts-of-directories", cut(run, AT_NIGHT, random,
                    "seed " + seed + ", run " + runs.number()));
            run.delete();
        }
        Losses.none();
    }

    /** What the oracle must not let pass: syncs that report success and do nothing. Of the same run, which takes a while. */
    private void assertPretendedSyncsAreSeen(RecordedRun run) throws IOException, InterruptedException {
        assertSeen(run, path -> path.endsWith("indexes"), "the indexes");
        assertSeen(run, path -> path.endsWith("snapshots"), "listed as sound");
        assertSeen(run, path -> path.toString().contains("/changes-"), "what was shipped");
        assertSeen(run, path -> path.endsWith("data.mdb"), "");
        if (TestedGraph.found().library().isPresent()) {
            assertSeen(run, path -> path.toString().contains(".graph"), "graph t/");
        }
        Cut started = run.disk().imageAfterTheStart(path -> path.endsWith("indexes") || path.endsWith("snapshots"),
                directory.resolve("image"));
        assertThatThrownBy(() -> verify(run, started, new SplittableRandom(1)))
                .as("a start that does not sync the names that it found").isInstanceOf(AssertionError.class)
                .hasMessageContaining(Losses.ALTERED);
        Tally.add("controls-that-lost-data", 5);
    }

    private void assertSeen(RecordedRun run, Predicate<Path> lies, String told)
            throws IOException, InterruptedException {
        Cut cut = run.disk().imageAtTheEnd(lies, Loss.ALL, directory.resolve("image"));
        assertThatThrownBy(() -> verify(run, cut, new SplittableRandom(1)))
                .isInstanceOfAny(AssertionError.class, RuntimeException.class).hasMessageContaining(told);
    }

    private static int cut(RecordedRun run, int cuts, SplittableRandom random, String told)
            throws IOException, InterruptedException {
        long[] compared = {0, 0};
        int served = random.nextInt(cuts);
        run.disk().cut(cuts, random.split(), cut -> {
            try {
                compared[0] += verify(run, cut, random);
                if (compared[1]++ == served) {
                    verifyByService(run, cut);
                }
            } catch (AssertionError | RuntimeException lost) {
                throw new AssertionError(told + ", " + cut.how(), lost);
            }
        });
        assertThat(compared[0]).as(told).isGreaterThan(cuts);
        assertThat(compared[1]).as(told).isEqualTo(cuts);
        return cuts;
    }

    private static long verify(RecordedRun run, Cut cut, SplittableRandom random)
            throws IOException, InterruptedException {
        Path data = cut.image().resolve("data");
        Path shelf = cut.image().resolve("snapshots");
        boolean isBegun = cut.time() - run.began() > 0;
        if (isBegun) {
            assertThat(DataDoctor.findings(data, false).stream()
                    .filter(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
                    .filter(finding -> !finding.what().equals("disk")).toList())
                    .as("what the doctor finds").isEmpty();
        }
        try (OpenedImage opened = OpenedImage.open(data, run.settings())) {
            long compared = compare(run, opened, opened, cut.time());
            compared += run.operators().getLast().states().verifySnapshots(opened, shelf, cut.time());
            if (isBegun) {
                compared += searched(opened, random);
                for (String snapshot : run.operators().getLast().states().snapshotsAt(cut.time()).keySet()) {
                    compared += cut.shipped().verify(shelf, snapshot, opened, cut.image().resolve(snapshot));
                }
            }
            assertThat(data.resolve("quarantine")).as("nothing has to be set aside").doesNotExist();
            return compared;
        }
    }

    private static long compare(RecordedRun run, RememberingClient.Reader assets, RememberedStates.Reader indexes,
            long time) throws IOException, InterruptedException {
        long compared = 0;
        for (RememberingOperator operator : run.operators()) {
            compared += operator.states().verify(indexes, time);
        }
        if (time - run.began() > 0) {
            for (RememberingClient client : run.clients()) {
                compared += client.verify(assets, time);
            }
        }
        return compared;
    }

    /** Whatever became of the graphs, an asset finds itself, and a graph proposes nothing that is not so. */
    private static int searched(OpenedImage opened, SplittableRandom random) {
        List<Asset> assets = opened.assets("t");
        for (int i = 0; i < Math.min(assets.size(), SEARCHED); i++) {
            Asset asset = assets.get(random.nextInt(assets.size()));
            List<GlobalMatch> exact = opened.index("t").search(new Query(asset.units(), Map.of(), null, true), 10)
                    .globalMatches();
            assertThat(exact).as("what is like %s", asset.id()).extracting(GlobalMatch::id).contains(asset.id());
            assertThat(exact).containsAll(opened.index("t").search(new Query(asset.units(), Map.of(), null), 10)
                    .globalMatches());
        }
        return Math.min(assets.size(), SEARCHED);
    }

    private static void verifyByService(RecordedRun run, Cut cut) throws IOException, InterruptedException {
        Path shelf = cut.image().resolve("snapshots");
        try (ServiceProcess service = ServiceProcess.start("usearch://" + cut.image().resolve("data"),
                cut.image().resolveSibling("image.log"), ServiceProcess.QUICK,
                "--semblance.snapshots.directory=" + shelf).awaitReady()) {
            HttpReader reader = new HttpReader(service);
            compare(run, reader, reader, cut.time());
            run.operators().getLast().states().verifySnapshots(reader, shelf, cut.time());
            run.operators().getLast().verifyRestored(service, cut.time());
            assertThat(service.post("/indexes", "{\"name\":\"afterwards\"}").statusCode()).isEqualTo(201);
        }
    }
}
