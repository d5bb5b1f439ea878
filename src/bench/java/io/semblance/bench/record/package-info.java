/** Benchmarks of the record: its copies beside LMDB's own. May use the record's public side, and LMDB. */
@NullMarked
package io.semblance.bench.record;

import org.jspecify.annotations.NullMarked;
