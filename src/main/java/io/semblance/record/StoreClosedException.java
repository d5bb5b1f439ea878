package io.semblance.record;

/** The store was closed, because its index was deleted or the process ends: what was asked for cannot be done any more. */
public final class StoreClosedException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** The one way in which it happens needs no further words. */
    public StoreClosedException() {
        super("the record has been closed", null);
    }
}
