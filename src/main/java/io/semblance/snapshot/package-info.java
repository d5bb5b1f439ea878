/**
 * Copies of the indexes that can be trusted: made while the service serves, read back, restored elsewhere or under another
 * name, and thinned out. {@link io.semblance.snapshot.Snapshots} is what a running service can do,
 * {@link io.semblance.snapshot.Restoration} and {@link io.semblance.snapshot.SnapshotCheck} work without one. May use
 * {@code asset}, {@code asset.backend.audit}, {@code record} and {@code problem}; the web, the command line, the doctor and
 * the start may enter.
 *
 * <h2>Files of a snapshot (format 1)</h2>
 *
 * <pre>
 * .lock                     held while a snapshot is made here
 * .creating-ID              a snapshot whose making was cut short; removed when the next one is made
 * .deleted-ID               one whose deletion was cut short; removed likewise
 * ID/manifest.json          what is in it: {@link io.semblance.snapshot.Manifest}
 * ID/manifest.sha256        hash of manifest.json, as {@code sha256sum} writes it
 * ID/indexes/NAME/data.mdb  the record of an index
 * ID/verified.json          what reading it back found: {@link io.semblance.snapshot.Verification}
 * </pre>
 */
@NullMarked
package io.semblance.snapshot;

import org.jspecify.annotations.NullMarked;
