package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A {@link CodeColumn} as it stood when its view was taken: one {@link BlocksView} for each length that occurs. */
public final class ColumnView implements AutoCloseable {

    private final List<BlocksView> blocks;

    ColumnView(List<BlocksView> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** The blocks, one for each length, by rising length. */
    public List<BlocksView> blocks() {
        return blocks;
    }

    /** Number of codes of all lengths. */
    public long count() {
        return blocks.stream().mapToLong(BlocksView::count).sum();
    }

    /**
     * What one query has to be compared with: a part for each length that holds codes and whose limit is not negative.
     *
     * @param query words of the query, see {@link CodeWords}
     * @param bits length of the query
     * @param limit largest distance wanted, by the number of bits compared; negative for none
     */
    public List<ScanPart> parts(long[] query, int bits, IntUnaryOperator limit) {
        List<ScanPart> parts = new ArrayList<>(blocks.size());
        for (BlocksView view : blocks) {
            int wanted = limit.applyAsInt(Math.min(bits, view.bits()));
            if (wanted >= 0 && view.count() > 0) {
                parts.add(new ScanPart(view, query, bits, wanted));
            }
        }
        return parts;
    }

    @Override
    public void close() {
        blocks.forEach(BlocksView::close);
    }
}
