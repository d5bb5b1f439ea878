package io.semblance.asset;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The named indexes of one backend. Thread-safe. */
public interface AssetIndexes extends AutoCloseable {

    /** Opens what is stored; called once, before anything else, outside of any request. */
    void load(LoadProgress progress);

    /** Names of all indexes, ascending. */
    List<String> names();

    /** The index of that name, or null. */
    @Nullable
    AssetIndex find(String name);

    /**
     * Creates an empty index.
     *
     * @throws io.semblance.problem.CallerFault when one of that name exists, or there are too many
     */
    AssetIndex create(String name);

    /** Removes an index with all it holds; false if there is none of that name. */
    boolean delete(String name);

    /** Saves what is derived, where the backend has such; called while no new requests come in. */
    void save();

    /** Finishes what was accepted, then closes everything. */
    @Override
    void close();

    /** Told how far loading is. */
    @FunctionalInterface
    interface LoadProgress {

        /** {@code done} of {@code total} assets of all indexes are loaded. */
        void loaded(long done, long total);
    }
}
