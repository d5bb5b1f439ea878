package io.semblance.asset;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * When a page of assets is full: after so many of them, or once they are large together, since one asset may take more than a
 * MiB and a thousand of them the memory of all other requests. A page has at least one.
 */
public final class PageBound {

    /** A simprint in JSON, with its place. */
    private static final int SIMPRINT_BYTES = 100;
    /** Its id and codes, and all that is not reckoned. */
    private static final int ASSET_BYTES = 500;

    private final int limit;
    private int assets;
    private long bytes;

    /** @param limit most assets of the page, at least 1 */
    public PageBound(int limit) {
        this.limit = limit;
    }

    /** Whether nothing more comes on the page. */
    public boolean isFull() {
        return assets >= limit || bytes >= Limits.PAGE_BYTES;
    }

    /** Takes one into account. */
    public void add(Asset asset) {
        assets++;
        bytes += ASSET_BYTES + simprints(asset) * SIMPRINT_BYTES + metadata(asset.metadata());
    }

    private static long simprints(Asset asset) {
        return asset.simprints() == null
                ? 0
                : asset.simprints().values().stream().map(Collection::size).mapToLong(Integer::longValue).sum();
    }

    private static long metadata(@Nullable Metadata metadata) {
        return metadata == null ? 0 : metadata.json().length();
    }

    /** As many of these as the page takes. */
    public List<Asset> first(List<Asset> assets) {
        int taken = 0;
        while (taken < assets.size() && !isFull()) {
            add(assets.get(taken));
            taken++;
        }
        return assets.subList(0, taken);
    }
}
