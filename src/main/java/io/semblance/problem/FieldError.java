package io.semblance.problem;

/**
 * One faulty place of a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or {@code query/<name>} for a query parameter
 * @param type stable word for the kind of fault, e.g. {@code missing}, {@code string_pattern_mismatch}
 * @param message a sentence that says what is expected there
 */
public record FieldError(String pointer, String type, String message) {
}
