/**
 * What the tests of the promises share: counts for the summary of a run, artefacts of failures, mutations of inputs.
 * docs/explanation/proof.md says which test proves what. Any test may use it; it uses nothing of the product but values.
 */
@NullMarked
package io.semblance.proof;

import org.jspecify.annotations.NullMarked;
