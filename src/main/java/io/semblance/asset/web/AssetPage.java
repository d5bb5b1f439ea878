package io.semblance.asset.web;

import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * A page of a listing, of one state of the index, and where the next one begins. It may be shorter than asked for where assets
 * are large, so that there is a next one is looked up behind it, unless one more than asked for was there.
 *
 * @param assets in ascending order of their ids
 * @param last the last of them if there are more behind it; else null
 */
record AssetPage(List<Asset> assets, @Nullable IsccId last) {

    static AssetPage of(AssetIndex index, @Nullable IsccId after, int limit, boolean simprints) {
        List<Asset> found = index.page(after, limit + 1, simprints);
        if (found.isEmpty()) {
            return new AssetPage(found, null);
        }
        List<Asset> shown = found.subList(0, Math.min(limit, found.size()));
        IsccId last = shown.getLast().id();
        boolean more = found.size() > limit || !index.page(last, 1, false).isEmpty();
        return new AssetPage(shown, more ? last : null);
    }
}
