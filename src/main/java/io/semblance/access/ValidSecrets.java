package io.semblance.access;

/** How many secrets open the service at this moment: none, one, or two while a rotation is under way. */
@FunctionalInterface
public interface ValidSecrets {

    /** 0, 1 or 2. */
    int count();
}
