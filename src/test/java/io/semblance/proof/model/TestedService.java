package io.semblance.proof.model;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.SnapshotView;
import io.semblance.snapshot.Snapshots;

/** A backend with its snapshots, which can be started again. */
final class TestedService implements AutoCloseable {

    private static final int KEPT = 20;

    private final TestedBackend backend;
    private final UnaryOperator<AssetIndex> fault;
    private final Map<String, AssetIndex> faulty = new HashMap<>();
    private final Path data;
    private final Path shelf;
    private AssetIndexes indexes;
    private Snapshots snapshots;

    /** @param fault what makes a broken index of a sound one, where the test is to be tested */
    TestedService(TestedBackend backend, Path directory, UnaryOperator<AssetIndex> fault) {
        this.backend = backend;
        this.fault = fault;
        this.data = directory.resolve("data");
        this.shelf = directory.resolve("shelf");
        this.indexes = backend.open(data);
        this.snapshots = snapshotsOf(indexes);
    }

    private Snapshots snapshotsOf(AssetIndexes opened) {
        Scoring scoring = new Scoring(0.75, 4);
        return new Snapshots(opened, opened instanceof IndexRecords records ? records : null,
                new SnapshotPlan(hasRecord() ? shelf : null, data, new Retention(KEPT, 0, 0), scoring, "test"),
                InstantSource.system());
    }

    boolean hasRecord() {
        return backend != TestedBackend.MEMORY;
    }

    /** Whether it searches by similarity and simprints, and not by prefix alone. */
    boolean searchesSimilar() {
        return backend != TestedBackend.LMDB;
    }

    AssetIndexes indexes() {
        return indexes;
    }

    AssetIndex index(String name) {
        AssetIndex index = Objects.requireNonNull(indexes.find(name), name);
        return faulty.computeIfAbsent(name + " " + System.identityHashCode(index), first -> fault.apply(index));
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** Makes one of all indexes; its id. */
    String snapshot() {
        SnapshotView made = snapshots.create(null);
        if (!made.isSound()) {
            throw new AssertionError("a snapshot that was just made is not sound: " + made.faults());
        }
        return made.id().text();
    }

    /** The ids of the snapshots that there are. */
    List<String> kept() {
        return snapshots.list().stream().map(view -> view.id().text()).toList();
    }

    void restart() {
        indexes.save();
        close();
        indexes = backend.open(data);
        snapshots = snapshotsOf(indexes);
    }

    @Override
    public void close() {
        snapshots.close();
        indexes.close();
    }
}
