/**
 * The HTTP edge of content-code indexes: controllers for {@code /indexes/**}, and writers that splice stored JSON into
 * answers without reading it again. May use {@code asset}, {@code asset.json}, {@code code}, {@code problem}, Spring MVC and
 * Jackson's streaming core; nobody enters but Spring.
 */
@NullMarked
package io.semblance.asset.web;

import org.jspecify.annotations.NullMarked;
