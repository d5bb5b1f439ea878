/** The page at {@code /} in a real browser, and its modules without one. The scripts are in {@code src/test/npm/console}. */
@NullMarked
package io.semblance.console;

import org.jspecify.annotations.NullMarked;
