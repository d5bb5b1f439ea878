/**
 * Probes and status routes, and the gate that answers 503 while the indexes are still loading. May use {@code lifecycle}
 * and {@code problem} and Spring MVC; nothing here touches an index, so that a probe never waits for one.
 */
@NullMarked
package io.semblance.lifecycle.web;

import org.jspecify.annotations.NullMarked;
