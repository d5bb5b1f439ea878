/**
 * The load tool: an HTTP client that measures a running service, ours or one with the same wire format, from outside.
 * It shares nothing with the service (its codec and its exact search are its own, so that a fault in ours cannot hide
 * itself), and depends on HdrHistogram and the JDK alone, so that {@code compare.sh} can compile it without a build.
 */
@NullMarked
package io.semblance.bench;

import org.jspecify.annotations.NullMarked;
