package io.semblance.asset.backend.stored;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongConsumer;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.code.UnitType;
import io.semblance.record.Commit;
import io.semblance.record.FirstReading;
import io.semblance.record.Quarantine;
import io.semblance.record.Snapshot;
import io.semblance.record.StoreClosedException;

/** Engines that derive nothing and find nothing, and remember which of them were to save. */
final class QuietEngines implements EngineFactory {

    /** For engines of these names there is no memory. */
    final Set<String> refused = new ConcurrentSkipListSet<>();
    final Set<String> saved = new ConcurrentSkipListSet<>();

    @Override
    public String scheme() {
        return "quiet";
    }

    @Override
    public SearchEngine create(String indexName, Path indexDirectory, Quarantine quarantine) {
        if (refused.contains(indexName)) {
            throw new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory");
        }
        return new Engine(indexName);
    }

    @Override
    public ScanFigures scans() {
        return new ScanFigures(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        // They share nothing.
    }

    private final class Engine implements SearchEngine {

        private final String name;

        Engine(String name) {
            this.name = name;
        }

        @Override
        public boolean isPosted(UnitType type) {
            return false;
        }

        @Override
        public FirstReading deriving(LongConsumer loaded) {
            return FirstReading.none();
        }

        @Override
        public void load(Snapshot snapshot) {
            // Nothing is derived.
        }

        @Override
        public void committed(Commit commit) {
            // Nothing follows.
        }

        @Override
        public Snapshot snapshot() {
            throw new StoreClosedException();
        }

        @Override
        public SearchResult search(Query query, int limit) {
            throw new StoreClosedException();
        }

        @Override
        public Map<String, Long> bytes() {
            return Map.of();
        }

        @Override
        public List<GraphFigures> graphs() {
            return List.of();
        }

        @Override
        public void save() {
            saved.add(name);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
