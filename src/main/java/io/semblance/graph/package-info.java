/**
 * Graphs of vectors for approximate search: USearch's C interface, bound by {@code java.lang.foreign}. Backends may enter;
 * from the house this room uses nothing, and it knows no Spring. Only this room calls the library, and nothing of it is
 * seen outside.
 */
@NullMarked
package io.semblance.graph;

import org.jspecify.annotations.NullMarked;
