/**
 * The catalogue of everything that can go wrong, as RFC 9457 problem types in three families: the caller's fault
 * ({@link CallerFault}), busy ({@link Busy}) and broken ({@link Broken}). What cannot begin as it was asked for is
 * a {@link RefusedException}. Every room may throw them; nothing here knows
 * HTTP beyond a status number. {@code problem.web} holds the one handler that turns them into answers.
 */
@NullMarked
package io.semblance.problem;

import org.jspecify.annotations.NullMarked;
