/**
 * How problems and requests look from outside: the one handler that turns every fault into {@code application/problem+json}
 * (RFC 9457), also those of Tomcat and of the filters; the catalogue at {@code /problems}; the request id that every
 * answer carries; and the access log. May use {@code problem}, Spring MVC and the servlet container; other rooms enter
 * by {@link ProblemWriter} and {@link RequestId}.
 */
@NullMarked
package io.semblance.problem.web;

import org.jspecify.annotations.NullMarked;
