/**
 * The codes of ISO 24138 (International Standard Content Code, ISCC) as values: units, codes, identifiers, simprints,
 * and the distance between them. Text enters here once, at the edge, and leaves as records that cannot hold anything
 * malformed. Everything here is pure: no I/O, no Spring, no state; it may use the JDK only. Whatever is wrong with a
 * text is said by {@link io.semblance.code.IsccFormatException} and by nothing else.
 */
@NullMarked
package io.semblance.code;

import org.jspecify.annotations.NullMarked;
