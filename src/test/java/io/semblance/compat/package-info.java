/**
 * Files that earlier versions wrote, in {@code src/test/resources/compat/vN}: each build opens them and compares every asset and
 * answer with what was written down beside them. N is the format of the record that wrote them.
 */
@NullMarked
package io.semblance.compat;

import org.jspecify.annotations.NullMarked;
