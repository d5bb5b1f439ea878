package io.semblance.asset.backend.audit;

/** The codes in memory are not those of the record, which is sound as far as it was read. */
public final class CodesDifferException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CodesDifferException(String message) {
        super(message);
    }
}
