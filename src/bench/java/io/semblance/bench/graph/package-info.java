/**
 * Benchmarks of the graph, outside of the product: clustered codes as test data, and how fast Java builds a graph of them
 * beside a loop in C around the same library, and recall against time beside the exact scan and iscc-search's own engine.
 * May use the public sides of the graph and of the kernel.
 */
@NullMarked
package io.semblance.bench.graph;

import org.jspecify.annotations.NullMarked;
