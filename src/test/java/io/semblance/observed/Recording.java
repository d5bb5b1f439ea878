package io.semblance.observed;

/**
 * A figure that Prometheus computes once for several alerts.
 *
 * @param name {@code level:figure:operation}; a window in it is the real one, however short a test makes it
 * @param expression PromQL with windows as {@link Windows} writes them
 */
record Recording(String name, String expression) {
}
