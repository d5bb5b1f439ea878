/**
 * The model test (R11): random operations on a backend and on a model of it, which is as plain as the definition and shares
 * nothing with the backends but values.
 */
@NullMarked
package io.semblance.proof.model;

import org.jspecify.annotations.NullMarked;
