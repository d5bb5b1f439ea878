/**
 * Benchmarks of the kernel room, outside of the product: the scan against a plain loop and against a hand-written C kernel
 * that is built here where a compiler is found. {@link io.semblance.bench.kernel.KernelReport} runs all of it and prints
 * one table. May use the kernel's public side, JMH, and {@code java.lang.foreign}.
 */
@NullMarked
package io.semblance.bench.kernel;

import org.jspecify.annotations.NullMarked;
