package io.semblance.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/**
 * A group of an import: stored in one commit if all of it can be; else halved until the faulty assets stand alone, so that
 * a faulty asset costs only itself.
 */
public final class ImportGroup {

    /** Assets of a group. */
    public static final int ASSETS = 500;

    /** Bytes of JSON after which a group is full even if it has fewer assets. */
    public static final int BYTES = 16 * 1024 * 1024;

    private ImportGroup() {
    }

    /** What became of one asset. */
    public sealed interface Outcome {

        /** It is stored. */
        record Stored(WriteStatus status) implements Outcome {
        }

        /** It is not stored, and why. */
        record Refused(CallerFault fault) implements Outcome {
        }
    }

    /**
     * Stores what can be stored.
     *
     * @param put stores a batch, whole or not at all
     * @return one for each asset, in their order
     * @throws io.semblance.problem.ProblemException when nothing can be stored any more, because the index is gone or full
     */
    public static List<Outcome> store(List<Asset> assets, Function<List<Asset>, WriteResult> put) {
        List<Outcome> outcomes = new ArrayList<>(assets.size());
        store(assets, put, outcomes);
        return outcomes;
    }

    private static void store(List<Asset> assets, Function<List<Asset>, WriteResult> put, List<Outcome> outcomes) {
        if (assets.isEmpty()) {
            return;
        }
        try {
            put.apply(assets).statuses().forEach(status -> outcomes.add(new Outcome.Stored(status)));
        } catch (CallerFault fault) {
            if (fault.type() == ProblemType.INDEX_NOT_FOUND) {
                throw fault;
            }
            if (assets.size() == 1) {
                outcomes.add(new Outcome.Refused(fault));
            } else {
                int half = assets.size() / 2;
                store(assets.subList(0, half), put, outcomes);
                store(assets.subList(half, assets.size()), put, outcomes);
            }
        }
    }
}
