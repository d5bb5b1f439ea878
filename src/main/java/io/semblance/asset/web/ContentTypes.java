package io.semblance.asset.web;

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
}
