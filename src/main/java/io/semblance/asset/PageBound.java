package io.semblance.asset;

import java.util.List;

/**
 * When a page of assets is full: after so many of them, or once they are large together, since one asset may take more than a
 * MiB and a thousand of them the memory of all other requests. A page has at least one. Where the heap is small a page is
 * large earlier, so that there is room for one of them beside other answers.
 */
public final class PageBound {

    private static final int SHARE_OF_HEAP = 64;
    private static final long BYTES = Math.min(Limits.PAGE_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    private final int limit;
    private int assets;
    private long bytes;

    /** @param limit most assets of the page, at least 1 */
    public PageBound(int limit) {
        this.limit = limit;
    }

    /** Whether nothing more comes on the page. */
    public boolean isFull() {
        return assets >= limit || bytes >= BYTES;
    }

    /** Takes one into account. */
    public void add(Asset asset) {
        assets++;
        bytes += AnswerBytes.json(asset);
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
