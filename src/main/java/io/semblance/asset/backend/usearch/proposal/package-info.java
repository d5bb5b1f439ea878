/**
 * Graphs of large groups of codes: built from the blocks that a scan would read, followed commit by commit, measured
 * against that scan, saved and checked. A graph proposes assets that may match; who asks scores them from the record. The
 * engine of {@code usearch://} enters; may use {@code graph}, {@code kernel} and {@code record}.
 */
@NullMarked
package io.semblance.asset.backend.usearch.proposal;

import org.jspecify.annotations.NullMarked;
