package io.semblance.problem;

/**
 * A kind of problem as RFC 9457 means it: a stable slug (the {@code type} URI is {@code /problems/<slug>}), a stable
 * title and the HTTP status that goes with it. The statuses of the first group are those of iscc-search.
 */
public enum ProblemType {

    // @formatter:off
    MALFORMED_CODE("malformed-code", "Malformed content code", 400),
    EMPTY_QUERY("empty-query", "Nothing to search for", 400),
    MISSING_ID("missing-id", "An asset has no ISCC-ID", 400),
    REALM_MISMATCH("realm-mismatch", "ISCC-ID of another realm", 400),
    SIMPRINT_WIDTH("simprint-width", "Simprints of different widths", 400),
    SIMPRINT_TYPE("simprint-type", "Simprint type cannot be taken", 400),
    NOT_SUPPORTED("not-supported", "Not possible with this backend or setting", 400),
    ANSWER_TOO_LARGE("answer-too-large", "Answer too large", 400),
    BAD_REQUEST("bad-request", "Request cannot be understood", 400),
    UNAUTHORIZED("unauthorized", "No valid API secret", 401),
    INDEX_NOT_FOUND("index-not-found", "No such index", 404),
    ASSET_NOT_FOUND("asset-not-found", "No such asset", 404),
    SNAPSHOT_NOT_FOUND("snapshot-not-found", "No such snapshot", 404),
    NOT_FOUND("not-found", "No such resource", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", 405),
    NOT_ACCEPTABLE("not-acceptable", "No representation is acceptable", 406),
    INDEX_EXISTS("index-exists", "The index exists already", 409),
    TOO_MANY_INDEXES("too-many-indexes", "Too many indexes", 409),
    SNAPSHOT_DAMAGED("snapshot-damaged", "The snapshot is damaged", 409),
    BODY_TOO_LARGE("body-too-large", "Request body too large", 413),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "Content type not supported", 415),
    INVALID_REQUEST("invalid-request", "Request does not fit its schema", 422),

    OVERLOADED("overloaded", "Too much to do at the moment", 503),
    NOT_READY("not-ready", "Still loading", 503),
    STOPPING("stopping", "Shutting down", 503),
    TIMEOUT("timeout", "Not done in time", 503),

    INTERNAL("internal", "Something is broken", 500),
    SNAPSHOT_FAILED("snapshot-failed", "The snapshot could not be made or read", 500),
    INDEX_FAILED("index-failed", "The index can no longer be written", 503),
    INDEX_QUARANTINED("index-quarantined", "The index was found damaged and is set aside", 503),
    STORAGE_FULL("storage-full", "Not enough free storage", 507);
    // @formatter:on

    private final String slug;
    private final String title;
    private final int status;

    ProblemType(String slug, String title, int status) {
        this.slug = slug;
        this.title = title;
        this.status = status;
    }

    /** Last part of the type URI; lower case and hyphens. */
    public String slug() {
        return slug;
    }

    /** Short and the same for every occurrence. */
    public String title() {
        return title;
    }

    /** HTTP status code. */
    public int status() {
        return status;
    }
}
