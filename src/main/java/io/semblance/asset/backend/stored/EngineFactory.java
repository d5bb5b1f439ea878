package io.semblance.asset.backend.stored;

import java.nio.file.Path;

import io.semblance.asset.BackendReport;
import io.semblance.record.Quarantine;

/** Makes the engine of each index. */
public interface EngineFactory extends AutoCloseable {

    /** Scheme of the backend, which marks the directory. */
    String scheme();

    /**
     * An engine for a new or stored index, empty until it is loaded.
     *
     * @param indexDirectory where it may keep what it derives, in files ending in {@code .graph} and in {@code ESTIMATES}
     * @param quarantine takes of these what must not be used
     */
    SearchEngine create(String indexName, Path indexDirectory, Quarantine quarantine);

    /** Totals of scanning; all zero where nothing is scanned. */
    BackendReport.ScanFigures scans();

    /** Whether the next search is refused since too many wait; counts it if so. */
    default boolean refusesSearch() {
        return false;
    }

    /** Ends what the engines share, after all of them are closed. */
    @Override
    void close();
}
