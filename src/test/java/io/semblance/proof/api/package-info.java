/**
 * Requests made from the API description, and answers held against it (S2); inputs that are nearly right (S1) and names of
 * every kind (S6), over HTTP.
 */
@NullMarked
package io.semblance.proof.api;

import org.jspecify.annotations.NullMarked;
