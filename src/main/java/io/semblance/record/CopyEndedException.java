package io.semblance.record;

import java.io.IOException;

/** A copy of a record was given up in favour of the record itself; the message says why. Nothing is wrong with either. */
public final class CopyEndedException extends IOException {

    private static final long serialVersionUID = 1L;

    CopyEndedException(String message) {
        super(message);
    }
}
