package io.semblance.problem;

import java.util.List;

/** The caller must change something before it can work (4xx); nothing was stored. */
public final class CallerFault extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    /** A fault of the request as a whole. */
    public CallerFault(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** A fault that lies in single fields; {@code detail} sums them up. */
    public CallerFault(ProblemType type, String detail, List<FieldError> errors) {
        super(type, detail);
        this.errors = List.copyOf(errors);
    }

    /** The faulty fields; empty when the fault is not one of single fields. */
    public List<FieldError> errors() {
        return errors;
    }
}
