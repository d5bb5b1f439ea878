package io.semblance.asset.backend.stored;

import java.util.List;

import io.semblance.asset.WriteStatus;
import io.semblance.record.WriteTransaction;

/**
 * What a write did inside its transaction.
 *
 * @param statuses one for each item of the batch
 * @param changes what is different now; nothing for assets that were the same before
 * @param sequence number of the commit; 0 if nothing changed
 */
public record Applied(List<WriteStatus> statuses, List<AssetChange> changes, long sequence) {

    /** A batch that changes nothing is no commit. */
    static Applied of(List<WriteStatus> statuses, List<AssetChange> changes, WriteTransaction tx) {
        return new Applied(statuses, changes, changes.isEmpty() ? 0 : tx.sequence());
    }
}
