package io.semblance.migration.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * One walk over a tree, from its first row to its last. A damaged page costs what lies on it and below it, a damaged row
 * only itself, and each is told.
 */
final class TreeWalk {

    private static final ByteBuffer NO_VALUE = ByteBuffer.allocate(0);
    /** A tree of all pages that there can be is not as deep. */
    private static final int MOST_LEVELS = 32;

    private final PageStore pages;
    private final Consumer<String> damage;
    /** No page belongs to a tree twice; one that seems to would send the walk in circles. */
    private final BitSet seen = new BitSet();

    TreeWalk(PageStore pages, Consumer<String> damage) {
        this.pages = pages;
        this.damage = damage;
    }

    /** Shows the nodes of all leaves. */
    void nodes(Tree tree, NodeVisitor visitor) throws IOException {
        if (!tree.isEmpty()) {
            page(tree.root(), Math.min(tree.depth(), MOST_LEVELS), visitor);
        }
    }

    /** Shows the rows that the nodes of all leaves stand for. */
    void rows(Tree tree, RowVisitor visitor) throws IOException {
        nodes(tree, node -> {
            if (node.isTreeOfValues()) {
                nodes(Tree.at(node.inPage(), 0), value -> visitor.row(node.key(), value.key()));
            } else if (node.isPageOfValues()) {
                leaf(new Page(node.page(), node.inPage()), value -> visitor.row(node.key(), value.key()));
            } else {
                visitor.row(node.key(), value(node));
            }
        });
    }

    private byte[] value(Page.Node node) throws IOException {
        if (node.isLarge()) {
            return pages.largeValue(node.inPage().getLong(0), node.valueBytes());
        }
        byte[] value = new byte[node.inPage().limit()];
        node.inPage().get(0, value);
        return value;
    }

    private void page(long number, int levels, NodeVisitor visitor) throws IOException {
        try {
            Page page = pages.page(number);
            if (page.isBranch() != levels > 1 || seen.get((int) number)) {
                throw new DamagedPageException(number, "it does not belong at this place of its tree");
            }
            seen.set((int) number);
            if (!page.isBranch()) {
                leaf(page, visitor);
                return;
            }
            for (int i = 0; i < page.nodes(); i++) {
                page(page.child(i), levels - 1, visitor);
            }
        } catch (DamagedPageException damaged) {
            damage.accept(String.valueOf(damaged.getMessage()));
        }
    }

    private void leaf(Page page, NodeVisitor visitor) throws IOException {
        for (int i = 0; i < page.nodes(); i++) {
            try {
                visitor.node(page.isFixed()
                        ? new Page.Node(page.number(), page.fixedKey(i), NO_VALUE, 0, 0)
                        : page.leafNode(i));
            } catch (DamagedPageException damaged) {
                damage.accept(String.valueOf(damaged.getMessage()));
            }
        }
    }

    /** Is shown the nodes of leaves in their order. */
    @FunctionalInterface
    interface NodeVisitor {

        /** One node. */
        void node(Page.Node node) throws IOException;
    }
}
