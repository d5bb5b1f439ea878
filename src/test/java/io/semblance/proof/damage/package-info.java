/**
 * Damage at rest: files of a data directory are altered, and the data layer must start, serve what is sound and say what is
 * not. What is altered and how, and who judges the answers, is in {@link io.semblance.proof.damage.DamageChild}.
 */
@NullMarked
package io.semblance.proof.damage;

import org.jspecify.annotations.NullMarked;
