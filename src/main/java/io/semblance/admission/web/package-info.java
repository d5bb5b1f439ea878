/**
 * Reads deadlines from requests and turns away what cannot be served. May use {@code admission}, {@code problem},
 * {@code telemetry} and Spring MVC.
 */
@NullMarked
package io.semblance.admission.web;

import org.jspecify.annotations.NullMarked;
