package io.semblance.kernel;

/**
 * The memory that hits may take. Lists of hits ask before they grow, from any thread. Where there is none, a list stays as it is
 * and the scan goes on, since others share it: so whoever refuses must not answer from what was found.
 */
@FunctionalInterface
public interface HitRoom {

    /** Without end. */
    HitRoom ENDLESS = bytes -> true;

    /** Takes so many bytes; false if there are not as many. */
    boolean take(long bytes);
}
