package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.Metadata;
import io.semblance.asset.RandomAssets;
import io.semblance.proof.Seeds;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a snapshot is made writers go on, and what it holds is the state after one of their commits. */
class SnapshotUnderLoadTest {

    private static final int WRITERS = 3;
    private static final int SNAPSHOTS = 5;

    @TempDir
    Path directory;

    @Test
    void snapshotUnderLoadIsTheStateAfterTheCommitThatItNames() throws Exception {
        long seed = Seeds.next();
        ConcurrentSkipListMap<Long, List<List<Asset>>> history = new ConcurrentSkipListMap<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        try (Fixture fixture = Fixture.open(directory);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            AssetIndex index = fixture.indexes.create("a");
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(CompletableFuture.runAsync(() -> write(index, writer, seed, history, written, stop),
                        threads));
            }
            List<SnapshotView> made = new ArrayList<>();
            for (int i = 0; i < SNAPSHOTS; i++) {
                long before = written.get();
                Awaitility.await().until(() -> written.get() > before + 20);
                made.add(fixture.snapshots.create(null));
            }
            stop.set(true);
            writers.forEach(CompletableFuture::join);
            for (SnapshotView snapshot : made) {
                compare(fixture, snapshot, history, seed);
            }
        }
    }

    /** Each writer owns its ids, so that the state after a commit is what was written up to it, whoever wrote. */
    private static void write(AssetIndex index, int writer, long seed,
            ConcurrentSkipListMap<Long, List<List<Asset>>> history, AtomicLong written, AtomicBoolean stop) {
        RandomAssets assets = new RandomAssets(new SplittableRandom(seed + writer), 300);
        int number = 0;
        while (!stop.get()) {
            List<Asset> batch = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Asset asset = assets.asset();
                if ((asset.id().body() >>> 12 & 0xFFFF) % WRITERS == writer) {
                    batch.add(new Asset(asset.id(), null, asset.unitTexts(), asset.units(), asset.simprints(),
                            new Metadata("{\"w\":" + writer + ",\"n\":" + number++ + "}", null, null)));
                }
            }
            if (!batch.isEmpty()) {
                long sequence = index.put(batch).sequence();
                history.compute(sequence, (key, batches) -> {
                    List<List<Asset>> all = batches == null ? new ArrayList<>() : new ArrayList<>(batches);
                    all.add(batch);
                    return all;
                });
                written.incrementAndGet();
            }
        }
    }

    private static void compare(Fixture fixture, SnapshotView snapshot,
            ConcurrentSkipListMap<Long, List<List<Asset>>> history, long seed) {
        assertThat(snapshot.faults()).describedAs("seed %d", seed).isEmpty();
        long sequence = Objects.requireNonNull(Objects.requireNonNull(snapshot.manifest()).index("a")).sequence();
        assertThat(sequence).isPositive();
        String name = "s" + sequence;
        fixture.snapshots.restore(snapshot.id().text(), "a", name);
        assertThat(fixture.index(name).figures().sequence()).isEqualTo(sequence);
        Map<Long, String> expected = new TreeMap<>(Long::compareUnsigned);
        history.headMap(sequence, true).values()
                .forEach(batches -> batches.forEach(batch -> batch.forEach(
                        asset -> expected.put(asset.id().body(), text(asset)))));
        Map<Long, String> found = new TreeMap<>(Long::compareUnsigned);
        Fixture.all(fixture.index(name)).forEach(asset -> found.put(asset.id().body(), text(asset)));
        assertThat(found).describedAs("seed %d, sequence %d", seed, sequence).isEqualTo(expected);
    }

    /** Without simprints, of which a write keeps the types that it does not name. */
    private static String text(Asset asset) {
        return asset.unitTexts() + " " + asset.units() + " " + Objects.requireNonNull(asset.metadata()).json();
    }
}
