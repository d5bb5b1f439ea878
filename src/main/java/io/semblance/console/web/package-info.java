/**
 * The page for people at {@code /}: plain HTML, CSS and ES modules (in {@code src/main/resources}, without a build chain)
 * that call the same routes as every other client, with the secret that the person types in. Here they are served, and
 * nothing else: no data passes through this room, so that it can be open to everybody. May use Spring MVC and
 * {@code telemetry} for the version.
 */
@NullMarked
package io.semblance.console.web;

import org.jspecify.annotations.NullMarked;
