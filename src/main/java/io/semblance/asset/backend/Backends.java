package io.semblance.asset.backend;

import java.nio.file.Path;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.lmdb.LmdbBackend;
import io.semblance.asset.backend.memory.MemoryIndexes;
import io.semblance.asset.backend.stored.Readers;
import io.semblance.asset.backend.usearch.UsearchBackend;

/** Opens the backend that an {@link IndexUri} names. */
public final class Backends {

    /** Reads wait for the disk now and then, so there are more of them than processors. */
    private static final int READERS_PER_PROCESSOR = 4;

    private Backends() {
    }

    /**
     * The backend, not loaded yet. Where it has a directory, the directory is checked and locked when this returns.
     *
     * @throws io.semblance.record.DataDirectoryException when the directory must not be used
     */
    public static AssetIndexes open(IndexUri uri, BackendSettings settings) {
        Scoring scoring = new Scoring(settings.matchThresholdUnits(), settings.confidenceExponent());
        Path directory = uri.directory();
        if (directory == null) {
            return new MemoryIndexes(scoring, settings.matchThresholdSimprints());
        }
        Readers readers = new Readers(READERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        return switch (uri.scheme()) {
            case USEARCH -> UsearchBackend.open(directory, scoring, settings.matchThresholdSimprints(),
                    UsearchBackend.pool(settings.scanThreads()), readers, settings.library(), settings.graphs());
            case LMDB -> LmdbBackend.open(directory, readers);
            case MEMORY -> throw new IllegalArgumentException("memory:// has no directory");
        };
    }
}
