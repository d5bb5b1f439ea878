package io.semblance.asset.backend.usearch;

import java.nio.file.Path;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.stored.Readers;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanCounters;
import io.semblance.kernel.ScanPool;

/** Opens a data directory for similarity search. All its indexes share the threads that scan. */
public final class UsearchBackend implements StoredIndexes.EngineFactory {

    /** Searches that may wait for a scan; beyond it they would wait for longer than anybody asks for. */
    private static final int QUEUE = 1_024;

    private final ScanPool pool;
    private final Thresholds thresholds;
    private final Scoring scoring;

    private UsearchBackend(ScanPool pool, Scoring scoring, double simprintThreshold) {
        this.pool = pool;
        this.scoring = scoring;
        this.thresholds = new Thresholds(scoring.threshold(), simprintThreshold);
    }

    /**
     * The indexes in a directory, which is checked and locked.
     *
     * @param pool closed with the indexes
     */
    public static StoredIndexes open(Path directory, Scoring scoring, double simprintThreshold, ScanPool pool,
            Readers readers) {
        return new StoredIndexes(directory, new UsearchBackend(pool, scoring, simprintThreshold), readers);
    }

    /** The threads that scan. */
    public static ScanPool pool(int threads) {
        return new ScanPool(Kernels.active(), threads, QUEUE);
    }

    @Override
    public String scheme() {
        return "usearch";
    }

    @Override
    public SearchEngine create(String indexName) {
        return new SimilarityEngine(indexName, pool, scoring, thresholds);
    }

    @Override
    public ScanFigures scans() {
        ScanCounters counters = pool.counters();
        return new ScanFigures(counters.passes(), counters.requests(), counters.refused(), counters.codes(),
                counters.bytes(), counters.queued());
    }

    @Override
    public void close() {
        pool.close();
    }
}
