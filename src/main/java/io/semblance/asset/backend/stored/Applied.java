package io.semblance.asset.backend.stored;

import java.util.List;

import io.semblance.asset.WriteStatus;

/**
 * What a write did inside its transaction.
 *
 * @param statuses one for each item of the batch
 * @param changes what is different now; nothing for assets that were the same before
 * @param sequence number of the commit
 */
public record Applied(List<WriteStatus> statuses, List<AssetChange> changes, long sequence) {
}
