package io.semblance.asset;

import java.util.List;

import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * One index. All methods may be called from any number of threads; they block the caller, never a reader for a writer.
 *
 * <p>The contract, which the same test proves for every backend: a write is all or nothing, and when it returns it is
 * durable (where the backend has a record) and seen by every call that starts after it. The first asset fixes the realm
 * of the index. An answer speaks of one state of the index.
 */
public interface AssetIndex {

    /**
     * Stores a batch; of several assets with one id the last one stays.
     *
     * @throws io.semblance.problem.CallerFault when an asset is of another realm, its simprints have another width than
     *         those stored, or it would have more of them than it may with those it keeps; nothing is stored then
     * @throws io.semblance.problem.Busy when too many writes wait
     */
    WriteResult put(List<Asset> batch);

    /** Removes assets; those that are not there are reported as absent. */
    WriteResult delete(List<IsccId> ids);

    /**
     * The asset, or null.
     *
     * @throws io.semblance.problem.CallerFault when the id is of another realm than the index
     */
    @Nullable
    Asset find(IsccId id, boolean withSimprints);

    /**
     * Assets of one state of the index with ids above {@code after} (null: from the first), in ascending order of the id: at
     * most {@code limit}, and none after those that make the page large ({@link PageBound}). There are no more only once a
     * page is empty.
     */
    List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints);

    /** Searches; {@code limit} cuts after scoring. */
    SearchResult search(Query query, int limit);

    /** What it holds. */
    IndexFigures figures();
}
