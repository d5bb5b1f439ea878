package io.semblance.asset.backend.usearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.stored.Applied;
import io.semblance.asset.backend.stored.AssetChange;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.ColumnView;
import io.semblance.kernel.ScanPool;
import io.semblance.record.Commit;
import io.semblance.record.CommitListener;
import io.semblance.record.Quarantine;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;
import io.semblance.record.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit is taken into memory by half, as where memory runs out in its middle. */
class HalfAppliedCommitTest {

    /** Takes the first change, and no more. */
    private static final class NoMemory extends AbstractList<IsccUnit> {

        @Override
        public IsccUnit get(int index) {
            throw new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory");
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @TempDir
    Path directory;

    private final Asset asset = new RandomAssets(new SplittableRandom(1), 10).asset();

    private AssetChange change() {
        return new AssetChange(asset.id().body(), asset.units(), Map.of());
    }

    private static Commit commit(Snapshot snapshot, AssetChange... changes) {
        return new Commit(1, 1, 1, List.of(new Applied(List.of(), List.of(changes), 1)), snapshot);
    }

    private static long codes(SimilarityEngine engine) {
        try (SimilarityView view = Objects.requireNonNull(engine.latest())) {
            return view.units().values().stream().mapToLong(ColumnView::count).sum();
        }
    }

    @Test
    void halfOfACommitIsNeverSearched() {
        assertThat(asset.units()).isNotEmpty();
        try (RecordStore store = RecordStore.open(directory, RecordOptions.defaults(), CommitListener.none());
                ScanPool pool = UsearchBackend.pool(1);
                SimilarityEngine engine = new SimilarityEngine("works", directory, Quarantine.open(directory), pool,
                        new Scoring(0.75, 4), new Thresholds(0.75, 0.75), null);
                Snapshot snapshot = store.snapshot()) {
            engine.load(snapshot);
            AssetChange unapplied = new AssetChange(asset.id().body() + 1, new NoMemory(), Map.of());
            assertThatThrownBy(() -> engine.committed(commit(snapshot, change(), unapplied)))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(codes(engine)).isZero();
            engine.republish();
            assertThat(codes(engine)).as("a graph's end publishes the last whole state").isZero();
        }
    }

    /** The control: what a whole commit brings is seen. */
    @Test
    void aWholeCommitIs() {
        try (RecordStore store = RecordStore.open(directory, RecordOptions.defaults(), CommitListener.none());
                ScanPool pool = UsearchBackend.pool(1);
                SimilarityEngine engine = new SimilarityEngine("works", directory, Quarantine.open(directory), pool,
                        new Scoring(0.75, 4), new Thresholds(0.75, 0.75), null);
                Snapshot snapshot = store.snapshot()) {
            engine.load(snapshot);
            engine.committed(commit(snapshot, change()));
            engine.republish();
            assertThat(codes(engine)).isPositive();
        }
    }
}
