package io.semblance.problem.web;

import java.util.List;

import io.semblance.problem.ProblemType;

/**
 * What the framework and the container refuse by a bare status, told as a problem: the nearest entry of the catalogue and
 * a sentence that says what to do. The first words are those of iscc-search where it has some.
 */
final class StatusProblem {

    static final String INTERNAL = "Internal Server Error. The request met a fault of the service, which is in its log "
            + "under the id that stands in \"instance\". Try again later; if it happens again, report that id.";

    private StatusProblem() {
    }

    static Problem of(int status, String requestId) {
        ProblemType type = type(status);
        return new Problem(type, type == ProblemType.INTERNAL ? type.status() : status, detail(type), requestId,
                List.of());
    }

    private static ProblemType type(int status) {
        return switch (status) {
            case 401, 403 -> ProblemType.UNAUTHORIZED;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 408 -> ProblemType.TIMEOUT;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 422 -> ProblemType.INVALID_REQUEST;
            // A method or protocol version that the container does not speak.
            case 501, 505 -> ProblemType.BAD_REQUEST;
            case 503 -> ProblemType.OVERLOADED;
            default -> status >= 400 && status < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL;
        };
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case UNAUTHORIZED ->
                "Unauthorized. Send the API secret in the header X-API-Key, or as Authorization: Bearer.";
            case NOT_FOUND -> "Not Found. There is nothing at this path; GET /docs lists the routes.";
            case METHOD_NOT_ALLOWED -> "Method Not Allowed. Use one of the methods in the header Allow.";
            case NOT_ACCEPTABLE -> "Not Acceptable. Ask for application/json in the header Accept, or send none.";
            case BODY_TOO_LARGE -> "Payload Too Large. Send the request in smaller parts.";
            case UNSUPPORTED_MEDIA_TYPE -> "Unsupported Media Type. Send the header Content-Type: application/json.";
            case INVALID_REQUEST -> "The request does not fit its schema; GET /docs shows it.";
            case TIMEOUT -> "Request Timeout. For too long nothing came of the body; send the request again.";
            case OVERLOADED -> "Service Unavailable. Try again after a moment.";
            case BAD_REQUEST ->
                "Bad Request. The request line, a header, a parameter or the path cannot be understood; check for "
                        + "stray characters, bad percent-encoding, values of another kind and oversized headers.";
            default -> INTERNAL;
        };
    }
}
