package io.semblance.asset.backend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.graph.TestedGraph;

/** The backends as tests run them; {@code usearch://} once where all is scanned and once with graphs from the first code on. */
public enum TestedBackend {

    MEMORY(IndexUri.Scheme.MEMORY, false), LMDB(IndexUri.Scheme.LMDB, false), USEARCH(IndexUri.Scheme.USEARCH,
            false), USEARCH_WITH_GRAPHS(IndexUri.Scheme.USEARCH, true);

    private final IndexUri.Scheme scheme;
    private final boolean graphs;

    TestedBackend(IndexUri.Scheme scheme, boolean graphs) {
        this.scheme = scheme;
        this.graphs = graphs;
    }

    /** Its name among the counts of a run, as {@code usearch-with-graphs}. */
    public String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Opens a directory, which memory:// does not use, and loads it; skips the test where graphs cannot be made. */
    public AssetIndexes open(Path directory) {
        AssetIndexes opened = unloaded(directory);
        opened.load((done, total) -> {
        });
        return opened;
    }

    /** The same without loading. */
    public AssetIndexes unloaded(Path directory) {
        return Backends.open(new IndexUri(scheme, this == MEMORY ? null : directory), settings());
    }

    private BackendSettings settings() {
        BackendSettings plain = BackendSettings.defaults();
        if (!graphs) {
            return plain;
        }
        GraphRules rules = new GraphRules(1, 0.99, Duration.ofMillis(50), 10, Duration.ofMillis(50));
        return new BackendSettings(plain.matchThresholdUnits(), plain.matchThresholdSimprints(),
                plain.confidenceExponent(), plain.scanThreads(), rules, TestedGraph.require());
    }
}
