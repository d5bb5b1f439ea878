/**
 * Assets in the durable record: how they are laid out, written and read, for all backends that have a record. What a
 * backend adds is a {@link io.semblance.asset.backend.stored.SearchEngine}. May use {@code asset}, {@code record} and
 * {@code code}.
 *
 * <h2>Values in the tables of {@code record} (format 1)</h2> Integers are big-endian.
 *
 * <pre>
 * assets           1 flags (1 code, 2 units, 4 metadata, 8 metadata as matches show it, 16 source), then those present:
 *                  code      2 length, n ASCII
 *                  units     1 number, then each: 2 length, n ASCII (as they were sent)
 *                  metadata  4 length, n UTF-8 JSON; the same for the other two
 * units            each: 2 type key, 1 bytes of body, n body; at most one of a type
 * simprints        each type: 1 length of name, n name, 1 bytes of a simprint, 4 number,
 *                  then each: n simprint, 4 offset, 4 size
 * postings         the units that the backend looks up by prefix, see SearchEngine.isPosted
 * meta "realm"     1 realm, once the first asset was added
 * meta "simprints.TYPE"  2 bits of a simprint, 8 number of simprints of the type
 * </pre>
 */
@NullMarked
package io.semblance.asset.backend.stored;

import org.jspecify.annotations.NullMarked;
