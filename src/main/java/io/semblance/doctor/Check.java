package io.semblance.doctor;

import java.io.IOException;

/** Looks at one thing; changes nothing. */
@FunctionalInterface
interface Check {

    /** What there is to say. An IOException says that it could not be looked at. */
    Finding look(Deployment deployment) throws IOException;
}
