package io.semblance.problem.web;

import java.util.List;

import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

/**
 * A problem as it goes out (RFC 9457).
 *
 * @param type what kind it is
 * @param status HTTP status; that of the type, but for statuses of the framework that have no type of their own
 * @param detail whole sentences that say what to change
 * @param instance the id of the request
 * @param errors the faulty fields, empty if it is not about fields
 */
record Problem(ProblemType type, int status, String detail, String instance, List<FieldError> errors) {

    /** Where the types are described. */
    static final String TYPE_PATH = "/problems/";

    Problem(ProblemType type, String detail, String instance) {
        this(type, type.status(), detail, instance, List.of());
    }

    String typeUri() {
        return TYPE_PATH + type.slug();
    }
}
