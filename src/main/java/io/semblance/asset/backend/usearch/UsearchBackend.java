package io.semblance.asset.backend.usearch;

import java.nio.file.Path;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.stored.EngineFactory;
import io.semblance.asset.backend.stored.Readers;
import io.semblance.asset.backend.stored.SearchEngine;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.asset.backend.usearch.proposal.GraphWork;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanCounters;
import io.semblance.kernel.ScanPool;
import io.semblance.record.Quarantine;

import org.jspecify.annotations.Nullable;

/** Opens a data directory for similarity search. All its indexes share the threads that scan. */
public final class UsearchBackend implements EngineFactory {

    /** Searches that may wait for a scan; beyond it they would wait for longer than anybody asks for. */
    private static final int QUEUE = 1_024;

    private final ScanPool pool;
    private final Thresholds thresholds;
    private final Scoring scoring;
    private final Proposals.@Nullable Graphs graphs;

    private UsearchBackend(ScanPool pool, Scoring scoring, double simprintThreshold, @Nullable GraphLibrary library,
            GraphRules rules) {
        this.pool = pool;
        this.scoring = scoring;
        this.graphs = library == null ? null : new Proposals.Graphs(library, rules, new GraphWork());
        this.thresholds = new Thresholds(scoring.threshold(), simprintThreshold);
    }

    /**
     * The indexes in a directory, which is checked and locked.
     *
     * @param pool closed with the indexes
     * @param library what makes graphs; null where there is none, and everything is scanned
     */
    public static StoredIndexes open(Path directory, Scoring scoring, double simprintThreshold, ScanPool pool,
            Readers readers, @Nullable GraphLibrary library, GraphRules rules) {
        return new StoredIndexes(directory, new UsearchBackend(pool, scoring, simprintThreshold, library, rules),
                readers);
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
    public SearchEngine create(String indexName, Path indexDirectory, Quarantine quarantine) {
        return new SimilarityEngine(indexName, indexDirectory, quarantine, pool, scoring, thresholds, graphs);
    }

    @Override
    public ScanFigures scans() {
        ScanCounters counters = pool.counters();
        return new ScanFigures(counters.passes(), counters.requests(), counters.refused(), counters.codes(),
                counters.bytes(), counters.nanos(), counters.queued());
    }

    @Override
    public boolean refusesSearch() {
        return pool.refuses();
    }

    @Override
    public void close() {
        if (graphs != null) {
            graphs.work().close();
        }
        pool.close();
    }
}
