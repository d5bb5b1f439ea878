package io.semblance.asset.backend;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.memory.MemoryIndexes;

/** Opens the backend that an {@link IndexUri} names. */
public final class Backends {

    private Backends() {
    }

    /** The backend, not loaded yet. Where it has a directory, the directory is checked and locked when this returns. */
    public static AssetIndexes open(IndexUri uri, BackendSettings settings) {
        Scoring scoring = new Scoring(settings.matchThresholdUnits(), settings.confidenceExponent());
        return switch (uri.scheme()) {
            case MEMORY -> new MemoryIndexes(scoring, settings.matchThresholdSimprints());
            case LMDB, USEARCH ->
                throw new IndexUriException("The backend of " + uri.scheme() + " is not part of this build.",
                        "Use memory:// instead.");
        };
    }
}
