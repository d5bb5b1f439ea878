/**
 * From start to stop: opening the backend before the port, loading behind the open port, readiness, draining, saving and
 * closing in an order that {@link io.semblance.lifecycle.Phases} states. May use {@code asset}, {@code asset.backend},
 * {@code record}, {@code config} and {@code telemetry}; {@code lifecycle.web} shows the state to probes.
 */
@NullMarked
package io.semblance.lifecycle;

import org.jspecify.annotations.NullMarked;
