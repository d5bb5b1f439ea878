/**
 * The files of {@code deploy/}, each run as it is committed, with addresses and paths of the test in the place of those of
 * a machine: nginx and the service as real processes, the systemd unit's command as its user. The compose files
 * are also started as they are, in containers.
 */
@NullMarked
package io.semblance.deploy;

import org.jspecify.annotations.NullMarked;
