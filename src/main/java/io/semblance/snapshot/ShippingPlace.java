package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Beside which snapshot changes are shipped: the newest sound one of all indexes; beside none where that is not asked for. The
 * caller sees to it that one thing is done at a time.
 */
final class ShippingPlace implements AutoCloseable {

    private final SnapshotShelf shelf;
    private final @Nullable ChangeShipping shipping;

    /** @param shipping null where no changes are shipped */
    ShippingPlace(SnapshotShelf shelf, @Nullable ChangeShipping shipping) {
        this.shelf = shelf;
        this.shipping = shipping;
    }

    /** Whether it is asked for and goes nowhere. */
    boolean isToBegin() {
        return shipping != null && !shipping.hasPlace();
    }

    /** How it goes, in words; null where it is not asked for. */
    @Nullable
    String status() {
        return shipping == null ? null : shipping.status();
    }

    /** For how long it has not gone, in seconds; NaN where it is not asked for, or there is nothing to follow yet. */
    double unshippedSeconds() {
        return shipping == null ? Double.NaN : shipping.unshippedSeconds();
    }

    /** From now on beside this one, if it is sound. */
    void moveTo(SnapshotView view) {
        if (shipping != null && view.isSound() && view.manifest() != null) {
            shipping.begin(shelf.path(view.id()), shelf.changes(view.id()), view.manifest());
        }
    }

    /**
     * Away from a snapshot that is about to be deleted, or cannot be trusted. Its files are closed, since a network file
     * system keeps what is open, and with it the directory.
     */
    void leave(SnapshotId id) {
        if (shipping != null && shipping.isBeside(shelf.changes(id))) {
            shipping.pause();
        }
    }

    /** Goes on where changes were shipped before, if they are shipped nowhere. */
    void goOn() throws IOException {
        if (shipping != null && shipping.isNowhere()) {
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
        if (shipping != null) {
            shipping.close();
        }
    }
}
