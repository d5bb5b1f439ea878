/**
 * Programs that are not part of the build and that tests run for real: container engines, charts, browsers, monitoring.
 * Here is how a test finds one, runs it, and is skipped with one clear line where it is absent. What a tool is used for
 * stands with the tests of that use. {@code .ci/install} installs them all.
 */
@NullMarked
package io.semblance.external;

import org.jspecify.annotations.NullMarked;
