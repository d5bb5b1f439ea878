/**
 * The runbooks of {@code docs/runbooks}, tried out: each test causes what its page is about on the real service, waits until
 * a real Prometheus fires the page's alert, runs the commands out of the page, and sees both gone. What stands between a
 * page and a build machine, such as paths, ports and systemd, is played by {@link io.semblance.runbook.Host}.
 */
@NullMarked
package io.semblance.runbook;

import org.jspecify.annotations.NullMarked;
