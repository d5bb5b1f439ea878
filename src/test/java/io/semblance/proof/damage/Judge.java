package io.semblance.proof.damage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.problem.Broken;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * Judges an opened directory: each index gives exactly the model's answers and takes a write, or is refused in words if its
 * record was touched. An
 * answer of graphs may miss something, and must not say anything that the exact one does not.
 */
final class Judge {

    private static final int LIMIT = 1_000;

    private final Model model;
    private final Set<String> touched;
    private final boolean withGraphs;
    private final Set<String> refused = new TreeSet<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * @param touched names of the indexes whose records were touched: only they may be refused
     * @param withGraphs whether to wait until graphs were read, or built anew
     */
    Judge(Model model, Set<String> touched, boolean withGraphs) {
        this.model = model;
        this.touched = touched;
        this.withGraphs = withGraphs;
    }

    /** Names of the indexes that were refused in words. */
    Set<String> refused() {
        return refused;
    }

    /** What was said of damage. */
    List<String> notices() {
        return notices;
    }

    /** What is wrong; null if nothing is. */
    @Nullable
    String judge(AssetIndexes indexes) {
        if (withGraphs) {
            awaitGraphs(indexes);
        }
        for (String name : Model.NAMES) {
            String wrong = judge(indexes, name);
            if (wrong != null) {
                return name + ": " + wrong;
            }
        }
        BackendReport report = (BackendReport) indexes;
        report.setAside().forEach(entry -> notices.add(entry.what() + ": " + entry.why()));
        report.failedIndexes().forEach((name, why) -> notices.add("failed " + name + ": " + why));
        report.graphs().values().forEach(graphs -> graphs.stream().map(GraphFigures::notice)
                .filter(notice -> !notice.isEmpty()).forEach(notices::add));
        return null;
    }

    private @Nullable String judge(AssetIndexes indexes, String name) {
        AssetIndex index;
        try {
            index = indexes.find(name);
        } catch (Broken inWords) {
            boolean known = inWords.type() == ProblemType.INDEX_QUARANTINED
                    || inWords.type() == ProblemType.INDEX_FAILED;
            refused.add(name);
            if (!touched.contains(name)) {
                return "is refused though nothing of its record was touched";
            }
            return known && !indexes.names().contains(name) ? null : "refused with " + inWords;
        }
        if (index == null) {
            return "is not there, and nobody says why";
        }
        List<Asset> all = index.page(null, 10 * LIMIT, true);
        if (!all.equals(model.page(name))) {
            return "holds other assets";
        }
        for (Model.Expected expected : model.answers(name)) {
            SearchResult exact = index.search(expected.query(), LIMIT);
            if (!exact.globalMatches().equals(expected.answer().globalMatches())
                    || !exact.chunkMatches().equals(expected.answer().chunkMatches())) {
                return "answers otherwise to " + expected.query();
            }
            Query query = expected.query();
            SearchResult quick = index.search(new Query(query.units(), query.simprints(), query.self(), false), LIMIT);
            if (!expected.answer().globalMatches().containsAll(quick.globalMatches())
                    || !expected.answer().chunkMatches().containsAll(quick.chunkMatches())) {
                return "answers from a graph what is not true, to " + query;
            }
        }
        Asset same = all.getFirst();
        index.put(List.of(same));
        Asset read = index.find(same.id(), true);
        return same.equals(read) ? null : "does not keep what was written";
    }

    /** Waits until each graph was read, or built, or given up. */
    static void awaitGraphs(AssetIndexes indexes) {
        BackendReport report = (BackendReport) indexes;
        while (report.graphs().values().stream().flatMap(List::stream)
                .anyMatch(graph -> graph.state().equals("building"))) {
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }
}
