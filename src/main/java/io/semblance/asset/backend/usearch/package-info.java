/**
 * {@code usearch:///path}, the default: the record, and exact similarity search of units and simprints over blocks of codes
 * in memory that are rebuilt from it. The blocks propose who can match; scores are always computed from the record's own
 * codes. May use {@code kernel} and what all backends with a record share.
 */
@NullMarked
package io.semblance.asset.backend.usearch;

import org.jspecify.annotations.NullMarked;
