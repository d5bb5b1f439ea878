package io.semblance.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chunks that were replaced or dropped while a view could see them, and the views that are open. A chunk goes back to the
 * store once no view of a version between its birth and its retirement is open. For the writer alone, but for
 * {@link #viewClosed}.
 */
final class RetiredChunks {

    private final ChunkStore store;
    private final AtomicInteger closed = new AtomicInteger();
    /** By rising version. */
    private final List<BlocksView> open = new ArrayList<>();
    private final List<Chunk> retired = new ArrayList<>();
    private int closedSeen;

    RetiredChunks(ChunkStore store) {
        this.store = store;
    }

    void opened(BlocksView view) {
        open.add(view);
    }

    /** A view of any thread was closed; the writer acts on it when it next calls {@link #reclaim}. */
    void viewClosed() {
        closed.incrementAndGet();
    }

    /** Takes a chunk that left the table; {@code version} is the latest that can see it. */
    void retire(Chunk chunk, long version) {
        if (chunk.visible == 0) {
            store.give(chunk);
        } else {
            chunk.retired = version;
            retired.add(chunk);
        }
    }

    /** Gives back what no open view can see, if a view was closed since the last call. */
    void reclaim() {
        int seen = closed.get();
        if (seen == closedSeen) {
            return;
        }
        closedSeen = seen;
        open.removeIf(BlocksView::isClosed);
        long[] versions = open.stream().mapToLong(BlocksView::version).toArray();
        retired.removeIf(chunk -> {
            boolean unseen = !isSeen(chunk, versions);
            if (unseen) {
                store.give(chunk);
            }
            return unseen;
        });
    }

    private static boolean isSeen(Chunk chunk, long[] versions) {
        int at = Arrays.binarySearch(versions, chunk.born);
        int first = at < 0 ? -at - 1 : at;
        return first < versions.length && versions[first] <= chunk.retired;
    }
}
