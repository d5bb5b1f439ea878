package io.semblance.migration;

import io.semblance.asset.AssetDraft;

/** Is shown what an index of iscc-search stores, in the order of its keys. */
interface AssetVisitor {

    /** An asset with its simprints, whose codes are not parsed yet; {@code bytes} is about its size. */
    void asset(AssetDraft draft, int bytes);

    /** An asset that cannot be read: its ISCC-ID, or else its key, and why. */
    void unreadable(String id, String reason);

    /** What is missing of an asset that was shown, or left over of one that is not stored: its ISCC-ID or a hyphen, and why. */
    void incomplete(String id, String reason);
}
