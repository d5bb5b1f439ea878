/**
 * What happens when the disk, the memory or the callers misbehave: the packaged service as a child whose file operations a
 * preloaded library fails, delays, journals or pretends ({@code src/test/c/faults.c}), driven over HTTP by clients that
 * remember what was acknowledged. May use {@code process} for the child and the values of the product; each oracle stands
 * beside a control that it must not let pass.
 */
@NullMarked
package io.semblance.fault;

import org.jspecify.annotations.NullMarked;
