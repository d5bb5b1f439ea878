/**
 * The exact scan: codes off the heap in transposed blocks, SIMD kernels behind one seam with a scalar twin beside them, the
 * pool in which searches share passes over memory, and the k best. Every backend may enter; from the house this room uses
 * nothing, and it knows no Spring and does no I/O. Distances and limits are plain numbers of bits: what a score is, the
 * callers decide.
 */
@NullMarked
package io.semblance.kernel;

import org.jspecify.annotations.NullMarked;
