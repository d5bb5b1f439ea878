/**
 * {@code memory://}: exact similarity over plain collections, compared one by one. Slow and volatile on purpose: so simple
 * that it is obviously right, it is the reference that the contract test holds the other backends to.
 */
@NullMarked
package io.semblance.asset.backend.memory;

import org.jspecify.annotations.NullMarked;
