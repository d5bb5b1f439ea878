package io.semblance.telemetry;

import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.semblance.admission.Saturation;
import io.semblance.admission.SearchTurns;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.IndexRecords;

import org.jspecify.annotations.Nullable;

/** A backend, measured: whatever goes in or out is what the backend gave or takes. */
public final class MeteredIndexes implements AssetIndexes {

    private final AssetIndexes indexes;
    private final WorkMeters meters;
    private final SearchTurns turns = new SearchTurns();

    /** @param indexes the backend, which is closed by closing this */
    public MeteredIndexes(AssetIndexes indexes, MeterRegistry registry) {
        this.indexes = indexes;
        this.meters = new WorkMeters(registry);
        report().ifPresent(report -> BackendMeters.bind(report, turns, registry));
    }

    /** What the backend reports of itself, if it does. */
    public Optional<BackendReport> report() {
        return indexes instanceof BackendReport report ? Optional.of(report) : Optional.empty();
    }

    /** Whether it has more to do than it can take. */
    public Saturation saturation() {
        return indexes instanceof Saturation saturation ? saturation : Saturation.NONE;
    }

    /** The turns of searches, to be taken before the backend is asked; who waits or is refused there counts as if it had been. */
    public SearchTurns turns() {
        return turns;
    }

    /** The records as files, where the backend has such. */
    public Optional<IndexRecords> files() {
        return indexes instanceof IndexRecords records ? Optional.of(records) : Optional.empty();
    }

    @Override
    public void load(LoadProgress progress) {
        indexes.load(progress);
    }

    @Override
    public List<String> names() {
        return indexes.names();
    }

    @Override
    public @Nullable AssetIndex find(String name) {
        AssetIndex index = indexes.find(name);
        return index == null ? null : new MeteredIndex(index, meters);
    }

    @Override
    public AssetIndex create(String name) {
        return new MeteredIndex(indexes.create(name), meters);
    }

    @Override
    public boolean delete(String name) {
        return indexes.delete(name);
    }

    @Override
    public void save() {
        indexes.save();
    }

    @Override
    public void close() {
        indexes.close();
    }
}
