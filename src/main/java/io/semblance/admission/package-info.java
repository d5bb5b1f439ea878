/**
 * Who is let in and for how long: deadlines of requests, and the turns that keep more work from being begun than can be
 * done. Values without Spring, which every room may ask; {@code admission.web} reads them from requests. Uses
 * {@code problem} alone.
 */
@NullMarked
package io.semblance.admission;

import org.jspecify.annotations.NullMarked;
