/**
 * What the API description ({@code /openapi.json}) says beyond what springdoc sees in the controllers: schemas with every
 * limit from the constant that enforces it, examples that run as pasted on the demo index, the problems each route can
 * answer. May use {@code asset}, {@code asset.json.TextRule}, {@code problem} and the OpenAPI model; nobody enters but
 * springdoc.
 */
@NullMarked
package io.semblance.asset.web.description;

import org.jspecify.annotations.NullMarked;
