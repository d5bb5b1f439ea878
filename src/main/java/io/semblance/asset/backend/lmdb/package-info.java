/**
 * {@code lmdb:///path}: matches by prefix, straight from the record, with nothing in memory. For identity look-ups with the
 * smallest footprint; simprints are kept, not searched.
 */
@NullMarked
package io.semblance.asset.backend.lmdb;

import org.jspecify.annotations.NullMarked;
