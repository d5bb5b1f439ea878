package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Beside which snapshot changes are shipped: the newest sound one of all indexes. The caller sees to it that one thing is
 * done at a time.
 */
final class ShippingPlace implements AutoCloseable {

    private final SnapshotShelf shelf;
    private final ChangeShipping shipping;

    ShippingPlace(SnapshotShelf shelf, ChangeShipping shipping) {
        this.shelf = shelf;
        this.shipping = shipping;
    }

    boolean hasBegun() {
        return shipping.hasBegun();
    }

    /** From now on beside this one, if it is sound. */
    void moveTo(SnapshotView view) throws IOException {
        if (view.isSound() && view.manifest() != null) {
            shipping.begin(shelf.changes(view.id()), view.manifest());
        }
    }

    /**
     * Away from a snapshot that is about to be deleted, or cannot be trusted. Its files are closed, since a network file
     * system keeps what is open, and with it the directory.
     */
    void leave(SnapshotId id) throws IOException {
        if (shipping.isBeside(shelf.changes(id))) {
            shipping.pause();
        }
    }

    /** Goes on where changes were shipped before, if they are shipped nowhere. */
    void goOn() throws IOException {
        if (shipping.isNowhere()) {
            for (SnapshotId id : shelf.ids().reversed()) {
                Path changes = shelf.changes(id);
                SnapshotView view = Files.isDirectory(changes) ? shelf.view(id) : null;
                if (view != null && view.isSound()) {
                    moveTo(view);
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        shipping.close();
    }
}
