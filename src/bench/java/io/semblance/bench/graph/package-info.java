/**
 * Benchmarks of the graph, outside of the product: clustered codes as test data, and how fast Java builds a graph of them
 * beside a loop in C around the same library. May use the graph's public side.
 */
@NullMarked
package io.semblance.bench.graph;

import org.jspecify.annotations.NullMarked;
