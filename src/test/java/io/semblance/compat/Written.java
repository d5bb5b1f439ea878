package io.semblance.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.record.DurableTrees;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

/**
 * What a version leaves behind, made by the version that runs. How a directory of fixtures comes about when a format
 * changes: on the last commit that writes the old one, run
 * {@code ./mvnw test -Dtest=EarlierFormatsTest -Dcompat.generate=vN}, and commit {@code src/test/resources/compat/vN}. What
 * is there is never made anew: it stands for files that are out there. v1 has neither sums and marks nor witnesses for parts of
 * assets; v2 has them.
 */
final class Written {

    static final List<String> SCHEMES = List.of("usearch", "lmdb");

    static final List<String> INDEXES = List.of("empty", "few", "some");

    private Written() {
    }

    static AssetIndexes open(String scheme, Path data) {
        AssetIndexes indexes = Backends.open(IndexUri.parse(scheme + "://" + data.toAbsolutePath()),
                BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    static AssetIndex index(AssetIndexes indexes, String name) {
        AssetIndex index = indexes.find(name);
        if (index == null) {
            throw new IllegalStateException("there is no index " + name);
        }
        return index;
    }

    /** Into a new directory: per scheme a data directory, a snapshot, and what the indexes answered. */
    static void generate(Path into) throws IOException {
        for (String scheme : SCHEMES) {
            Path data = into.resolve(scheme).resolve("data");
            try (AssetIndexes indexes = open(scheme, data)) {
                fill(indexes);
                Path expected = Files.createDirectories(into.resolve(scheme).resolve("expected"));
                for (String name : INDEXES) {
                    AssetIndex index = index(indexes, name);
                    Files.writeString(expected.resolve(name + ".assets"), WrittenDown.assets(index));
                    Files.writeString(expected.resolve(name + ".answers"),
                            name.equals("empty") ? "" : WrittenDown.answers(index, 7, 25));
                }
                indexes.save();
                Path shelf = into.resolve(scheme).resolve("shelf");
                try (Snapshots snapshots = new Snapshots(indexes, (IndexRecords) indexes,
                        new SnapshotPlan(shelf, data, new Retention(1, 0, 0), new Scoring(0.75, 4), "fixture"),
                        InstantSource.system())) {
                    Path made = shelf.resolve(snapshots.create(null).id().text());
                    Files.move(made, into.resolve(scheme).resolve("snapshot"));
                }
                DurableTrees.delete(shelf);
            }
        }
        try (Stream<Path> files = Files.walk(into)) {
            for (Path file : files.filter(Written::isOfOneRun).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isOfOneRun(Path file) {
        return file.endsWith("lock.mdb") || file.endsWith("semblance.lock");
    }

    private static void fill(AssetIndexes indexes) {
        indexes.create("empty");
        fill(indexes.create("few"), 1, 3);
        fill(indexes.create("some"), 2, 20);
    }

    /** Commits that add, replace and delete. */
    private static void fill(AssetIndex index, long seed, int batches) {
        RandomAssets assets = new RandomAssets(new SplittableRandom(seed), 200);
        for (int i = 0; i < batches; i++) {
            List<Asset> batch = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                batch.add(assets.asset());
            }
            index.put(batch);
            index.delete(List.of(assets.id()));
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
