package io.semblance.asset.backend.usearch;

import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.code.TypeNames;
import io.semblance.kernel.BlocksView;
import io.semblance.record.Snapshot;

/** The codes that searches compare, and the record of the same commit. Holds no graph, and keeps no search from ending. */
final class ViewedCodes implements DerivedState {

    private final SimilarityView view;

    /** @param view held by the caller, and only for this call */
    ViewedCodes(SimilarityView view) {
        this.view = view;
        if (!view.snapshot().tryRetain()) {
            throw new IllegalStateException("whoever holds a view holds its snapshot");
        }
        view.retainCodes();
    }

    @Override
    public Snapshot record() {
        return view.snapshot();
    }

    @Override
    public boolean holdsCodes() {
        return true;
    }

    @Override
    public void visit(CodeVisitor visitor) {
        view.units().forEach((type, column) -> column.blocks().forEach(blocks -> visit(type.name(), blocks, visitor)));
        view.simprints().forEach((type, blocks) -> visit(TypeNames.ofSimprints(type), blocks, visitor));
    }

    private static void visit(String type, BlocksView blocks, CodeVisitor visitor) {
        for (int slot = 0; slot < blocks.count(); slot++) {
            visitor.code(type, blocks.id(slot), blocks.tag(slot), blocks.bits(), blocks.word(slot, 0),
                    blocks.word(slot, 1), blocks.word(slot, 2), blocks.word(slot, 3));
        }
    }

    @Override
    public void close() {
        view.releaseCodes();
        view.snapshot().close();
    }
}
