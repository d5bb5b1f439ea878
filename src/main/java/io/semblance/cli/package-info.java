/**
 * The command line: {@link io.semblance.cli.Commands} takes the words, one class each describes a subcommand, and what a
 * subcommand does lives in the room that it is about. Only the start may enter; this room may use every room below the
 * web edge. No subcommand but {@code serve} opens a port, and none builds the service's beans: it starts in a moment.
 *
 * <h2>Exit codes</h2>
 *
 * <pre>
 * 0  done, or nothing to report
 * 1  it could not be done: the message says why and what to do
 * 2  the words were not understood: the message and the usage are on standard error
 * </pre>
 *
 * Codes above 2 belong to a subcommand and stand in its usage. Results go to standard output and nothing else does;
 * messages go to standard error. A caller's mistake is a sentence and never a stack trace.
 */
@NullMarked
package io.semblance.cli;

import org.jspecify.annotations.NullMarked;
