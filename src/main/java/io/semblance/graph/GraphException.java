package io.semblance.graph;

/** The library could not do what it was asked for, or a file is not what it should be: the call, its parameters, why. */
public final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GraphException(String call, String reason) {
        super(call + ": " + reason);
    }

    GraphException(String call, Throwable cause) {
        super(call + ": " + cause, cause);
    }
}
