/**
 * Content-code indexes: what an asset, a query and an answer are, and the service that checks limits, parses codes once
 * and hands values to an index. May use {@code code} and {@code problem}; knows a backend only as {@code AssetIndexes}
 * and {@code AssetIndex}. Nothing here knows HTTP or storage.
 */
@NullMarked
package io.semblance.asset;

import org.jspecify.annotations.NullMarked;
