/**
 * Moving over from iscc-search 0.3: its data directory is read, never written, and its assets go the way of every asset,
 * through {@code AssetService}. {@link io.semblance.migration.IsccSearchDirectory} says what a directory holds,
 * {@link io.semblance.migration.IsccSearchIndex} reads one index, {@link io.semblance.migration.IsccSearchImport} brings it
 * over and reports. May use {@code asset}, {@code asset.json}, {@code code}, {@code problem}; the command line may enter.
 *
 * <h2>What iscc-search stores</h2>
 *
 * <pre>
 * usearch://  DIR/NAME/index.lmdb       DIR/NAME/UNIT_TYPE/ and DIR/NAME/SIMPRINT_TYPE/ are derived from it
 *   __assets__            8 id                    JSON of the asset, without its simprints
 *   __metadata__          realm_id, max_dim, ...  4 bytes, 4 bytes, ...
 *   __instance__          INSTANCE body           8 id; derived from the assets
 *   __sp_TYPE__           simprint                8 id, 4 offset, 4 size; several per key
 *   __sp_assets_TYPE__    8 id                    mark of an asset that has simprints of this type
 * lmdb://     DIR/NAME.lmdb
 *   __assets__            ISCC-ID as text         JSON of the asset; its simprints were thrown away
 *   __metadata__          realm_id, created_at    text
 *   UNIT_TYPE             body                    8 id; derived from the assets
 * </pre>
 *
 * All integers are big-endian. Beside each file lies LMDB's own lock file, {@code FILE-lock}.
 */
@NullMarked
package io.semblance.migration;

import org.jspecify.annotations.NullMarked;
