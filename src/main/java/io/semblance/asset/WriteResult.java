package io.semblance.asset;

import java.util.List;

/**
 * An acknowledged write: it is on disk, and every search that starts now sees it.
 *
 * @param statuses one for each asset of the batch, in its order
 * @param sequence sequence number of the commit; 0 if the batch changed nothing
 */
public record WriteResult(List<WriteStatus> statuses, long sequence) {
}
