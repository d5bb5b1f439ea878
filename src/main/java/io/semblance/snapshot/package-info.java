/**
 * Copies of the indexes that can be trusted: made while the service serves, read back, restored elsewhere or under another
 * name, and thinned out. {@link io.semblance.snapshot.Snapshots} is what a running service can do,
 * {@link io.semblance.snapshot.Restoration} and {@link io.semblance.snapshot.SnapshotCheck} work without one. May use
 * {@code asset}, {@code asset.backend.audit}, {@code asset.backend.stored} (packed assets), {@code code}, {@code record} and {@code problem}; the web, the command line, the doctor and
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
 * changes-ID/NAME.log       changes of an index after it: {@link io.semblance.snapshot.ShippedChanges}
 * drills.json               restore drills that were reported: {@link io.semblance.snapshot.DrillLog}
 * </pre>
 *
 * As one stream it is a {@link io.semblance.snapshot.SnapshotArchive}.
 */
@NullMarked
package io.semblance.snapshot;

import org.jspecify.annotations.NullMarked;
