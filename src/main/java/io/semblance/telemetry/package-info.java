/**
 * What the service says about itself to operators: the names of all meters in one file
 * ({@link io.semblance.telemetry.Meters}), the indexes wrapped so that every search and write is measured, health and
 * info. May use {@code asset}, {@code asset.backend}, {@code kernel}, {@code config}, Micrometer and Spring Boot; the
 * rooms that are measured know nothing of it.
 */
@NullMarked
package io.semblance.telemetry;

import org.jspecify.annotations.NullMarked;
