/**
 * What an operator sees, made from one source and tried for real: alert rules, dashboard, the tables of the reference
 * pages. The generators live here and not in the product, which never needs them; what they write is committed, and a
 * test of this package compares the two. They may use the names of {@code telemetry}; nothing else may enter.
 */
@NullMarked
package io.semblance.observed;

import org.jspecify.annotations.NullMarked;
