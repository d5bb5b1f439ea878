/**
 * What evidence is worth, over real works whose relations are known: order, matches by relation, unrelated matches, calibration
 * and cost, printed as Markdown, and the pictures of docs/explanation/evidence.md. May use the public sides of the product.
 */
@NullMarked
package io.semblance.bench.evidence;

import org.jspecify.annotations.NullMarked;
