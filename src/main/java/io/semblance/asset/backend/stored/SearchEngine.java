package io.semblance.asset.backend.stored;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.UnitType;
import io.semblance.record.Commit;
import io.semblance.record.FirstReading;
import io.semblance.record.Snapshot;

/**
 * How a backend searches what the record holds: what it derives from it, and how it judges likeness. {@link #deriving} comes
 * first, while the record is checked, then {@link #load} with the record open; then commits in their order, from one thread,
 * while any number of threads search.
 */
public interface SearchEngine extends AutoCloseable {

    /** Whether units of this type are kept in table {@code postings}, to be found by prefix. */
    boolean isPosted(UnitType type);

    /**
     * What derives the engine from the entries of the record while that is read for its check; what is derived counts once
     * {@link #load} is called, and goes with {@link #close} if the record cannot be opened.
     *
     * @param loaded is told of how many assets it has derived from
     */
    FirstReading deriving(LongConsumer loaded);

    /** Serves the state of the record that it was derived from. */
    void load(Snapshot snapshot);

    /** Follows a commit whose results are {@link Applied}; searches see it when this returns. */
    void committed(Commit commit);

    /**
     * The state of the record that searches see, held for the caller. Whoever reads assets reads them here: the record is
     * ahead of its engine for a moment after each commit, and a caller who saw a write there would miss it in a search.
     *
     * @throws io.semblance.record.StoreClosedException before it is loaded, and once it is closed
     */
    Snapshot snapshot();

    /** The same, and what it holds in memory of that state. */
    default DerivedState derived() {
        return DerivedState.none(snapshot());
    }

    /** Searches one state of the record. Blocks the caller, but never for a writer. */
    SearchResult search(Query query, int limit);

    /** Bytes of what is derived, by part. */
    Map<String, Long> bytes();

    /** Graphs that it keeps; none where it scans all. */
    List<GraphFigures> graphs();

    /** What evidence is weighed by, type by type; none where none is weighed. */
    default List<TypeModels> models() {
        return List.of();
    }

    /** Saves what is derived and costly to derive again; called while nothing is written. */
    void save();

    /** Ends; nothing is searched any more. */
    @Override
    void close();
}
