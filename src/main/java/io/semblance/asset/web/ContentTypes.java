package io.semblance.asset.web;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/** Content types of requests and answers. */
final class ContentTypes {

    static final String JSON = "application/json";

    /** Any type that says it is JSON underneath. */
    static final String SOME_JSON = "application/*+json";

    /** One JSON text a line; what exports are. */
    static final String NDJSON = "application/x-ndjson";

    /** Other names that the same format goes by. */
    static final String NDJSON_TOO = "application/ndjson";
    static final String JSON_LINES = "application/jsonl";
    static final String JSON_LINES_TOO = "application/x-jsonlines";

    private ContentTypes() {
    }

    /**
     * Refuses a body that is compressed: read as it stands it would be taken for broken text.
     *
     * @param encoding the header Content-Encoding; null if there is none
     */
    static void requirePlain(@Nullable String encoding) {
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new CallerFault(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Unsupported Media Type. Compressed bodies are not read here. Send the body as it is, without the "
                            + "header Content-Encoding.");
        }
    }
}
