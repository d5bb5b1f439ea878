/**
 * Who is let in and for how long: deadlines of requests, the turns that keep more work from being begun than can be
 * done, and the memory that bodies and answers may take. Values without Spring, which every room may ask;
 * {@code admission.web} reads them from requests. Uses {@code problem} alone.
 */
@NullMarked
package io.semblance.admission;

import org.jspecify.annotations.NullMarked;
