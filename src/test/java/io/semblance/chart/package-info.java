/**
 * The Helm chart and the plain manifests, rendered by the real Helm 3 and Helm 4 and looked at: what they hold, what they
 * refuse, and that an upgrade goes through. Both programs come from npm packages ({@code .ci/install}); without them the
 * tests are skipped. Uses {@code io.semblance.external}, and {@code io.semblance.process} for a service to try it on.
 */
@NullMarked
package io.semblance.chart;

import org.jspecify.annotations.NullMarked;
