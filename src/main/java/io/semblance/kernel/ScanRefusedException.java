package io.semblance.kernel;

/** The pool does not take a request: its queue is full, or it is closed. Nothing was started. */
public final class ScanRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean closed;

    ScanRefusedException(String message, boolean closed) {
        super(message);
        this.closed = closed;
    }

    /** True if the pool is closed and will take nothing any more; false if it is full now and a later try may pass. */
    public boolean isClosed() {
        return closed;
    }
}
