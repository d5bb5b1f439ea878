package io.semblance.asset.backend.lmdb;

import java.nio.file.Path;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.asset.backend.stored.EngineFactory;
import io.semblance.asset.backend.stored.Readers;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.record.Quarantine;

/** Opens a data directory for prefix matching. */
public final class LmdbBackend implements EngineFactory {

    private final Readers readers;

    private LmdbBackend(Readers readers) {
        this.readers = readers;
    }

    /** The indexes in a directory, which is checked and locked. */
    public static StoredIndexes open(Path directory, Readers readers) {
        return new StoredIndexes(directory, new LmdbBackend(readers), readers);
    }

    @Override
    public String scheme() {
        return "lmdb";
    }

    @Override
    public SearchEngine create(String indexName, Path indexDirectory, Quarantine quarantine) {
        return new PrefixEngine(readers);
    }

    @Override
    public ScanFigures scans() {
        return new ScanFigures(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        // Nothing is shared between the engines.
    }
}
