/**
 * What threads that work on one index at the same time may see (R12): histories of their operations, a checker that looks
 * for an order that explains them, and broken indexes that it must catch.
 */
@NullMarked
package io.semblance.proof.history;

import org.jspecify.annotations.NullMarked;
