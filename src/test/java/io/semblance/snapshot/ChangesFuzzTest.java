package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S1: a file of shipped changes is read up to what is whole, or refused in words, whatever is in it. */
@BesideOthers
class ChangesFuzzTest {

    private static final long SECONDS = 3;

    @TempDir
    Path directory;

    @Test
    void everyFileOfChangesIsReadAsFarAsItIsWhole() throws IOException {
        byte[] sound = shipped();
        Path file = directory.resolve("fuzzed.log");
        Fuzzing.of("changes", List.of(sound)).run(SECONDS, input -> outcome(file, input));
    }

    private byte[] shipped() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(5), 60);
        Path shelf = directory.resolve("shelf");
        SnapshotPlan plan = new SnapshotPlan(shelf, directory.resolve("data"), new Retention(5, 0, 0),
                new WitnessRules(Fixture.SCORING, 0.75), "test", true);
        SnapshotId id;
        try (AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.LMDB, directory.resolve("data")),
                BackendSettings.defaults());
                Snapshots snapshots = new Snapshots(indexes, (IndexRecords) indexes, plan, InstantSource.system())) {
            AssetIndex index = indexes.create("works");
            index.put(List.of(assets.asset()));
            id = Objects.requireNonNull(snapshots.create(null)).id();
            for (int i = 0; i < 4; i++) {
                index.put(List.of(assets.asset()));
            }
        }
        return Files.readAllBytes(SnapshotDirectory.changes(SnapshotDirectory.changes(shelf, id), "works"));
    }

    private static String outcome(Path file, byte[] input) {
        try {
            Files.write(file, input);
            int[] entries = {0};
            ReplayLog.Ending ending = ReplayLog.scan(file, entry -> {
                entry.changes().read();
                entries[0]++;
                return true;
            });
            if (ending.end() > input.length) {
                throw new AssertionError("an end beyond the file");
            }
            return entries[0] + " entries, " + (ending.behind() == null ? "nothing" : "more") + " behind";
        } catch (SnapshotException refused) {
            return refused.sentences().replaceAll("[^A-Za-z ]", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
