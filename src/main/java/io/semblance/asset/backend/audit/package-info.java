/**
 * Reads a record that nobody writes from end to end: whether every value can be parsed, whether the tables agree with each
 * other, how much there is, and what a few searches find. It knows no engine: searches are answered by comparing every
 * asset, as the definition reads. May use {@code asset}, {@code asset.backend.stored}, {@code record} and {@code code};
 * snapshots enter.
 */
@NullMarked
package io.semblance.asset.backend.audit;

import org.jspecify.annotations.NullMarked;
