package io.semblance.problem.web;

import io.semblance.problem.ProblemType;

/** One sentence on each problem type: when it occurs and what to do then. */
public final class ProblemMeaning {

    private ProblemMeaning() {
    }

    /** The sentence. */
    public static String of(ProblemType type) {
        return switch (type) {
            case MALFORMED_CODE -> "An ISCC-ID, ISCC-CODE, unit or simprint cannot be read. Send it as it was issued.";
            case EMPTY_QUERY ->
                "The query holds nothing that can be compared. Send a code, units, simprints or the ID of "
                        + "an asset that has them.";
            case MISSING_ID -> "An asset was sent without an iscc_id. Give every asset one.";
            case REALM_MISMATCH ->
                "The ISCC-ID is of another realm than the index. Keep the realms in separate indexes.";
            case SIMPRINT_WIDTH ->
                "Simprints of one type have different widths. Make all of a type with the same width.";
            case SIMPRINT_TYPE ->
                "The name of a simprint type is impossible: use letters, digits, underscores, dots and "
                        + "hyphens. Or the index would hold too many types: use another index. Or the asset would have too "
                        + "many with those it keeps: send an empty list for each that it shall lose.";
            case NOT_SUPPORTED ->
                "The service is not set up for this. The detail names the backend or the setting that it takes.";
            case ANSWER_TOO_LARGE ->
                "To make the answer would take more memory than one request may have. Ask with a smaller limit, with fewer "
                        + "codes or simprints, or without those that very many assets share.";
            case BAD_REQUEST -> "The request cannot be decoded. Check encoding, path, headers and query string.";
            case UNAUTHORIZED -> "The API secret is missing or wrong. Send it as X-API-Key or Authorization: Bearer.";
            case INDEX_NOT_FOUND -> "No index has this name. Create it, or list those there are.";
            case ASSET_NOT_FOUND -> "The index holds no asset of this ID.";
            case SNAPSHOT_NOT_FOUND -> "There is no snapshot of this id. List those there are.";
            case NOT_FOUND -> "There is nothing at this path. GET /docs lists the routes.";
            case METHOD_NOT_ALLOWED -> "The path knows other methods only; the header Allow names them.";
            case NOT_ACCEPTABLE -> "No representation fits the header Accept. Ask for application/json.";
            case INDEX_EXISTS -> "An index of this name exists. Use it, or choose another name.";
            case TOO_MANY_INDEXES ->
                "The service holds as many indexes as it may. Delete one that is no longer needed.";
            case SNAPSHOT_DAMAGED ->
                "A file of the snapshot is not what it was. The detail names it; restore from another snapshot.";
            case BODY_TOO_LARGE -> "The body exceeds its limit. Send smaller batches, or use the import route.";
            case UNSUPPORTED_MEDIA_TYPE -> "The content type is missing or foreign. Send the one the route names.";
            case INVALID_REQUEST ->
                "A field does not fit the schema. The member errors names each with a JSON Pointer.";
            case OVERLOADED -> "There is too much to do. Come back after the seconds in Retry-After.";
            case NOT_READY -> "The service loads its indexes. Come back after the seconds in Retry-After.";
            case STOPPING -> "The service shuts down. Send the request again; another instance may take it.";
            case TIMEOUT ->
                "The request was not done in time. Its detail says whether a write may still be stored. Come back later, ask "
                        + "for less, or give it more time by the header Semblance-Deadline.";
            case INTERNAL -> "A fault of the service. Its log has the cause under the id in instance.";
            case SNAPSHOT_FAILED ->
                "A file of a snapshot, or of the index that it is made of or restored to, could not be written or read. The detail names"
                        + " it; look at its disk and permissions.";
            case INDEX_FAILED -> "The index can still be read and no longer be written. The operator must look at it.";
            case INDEX_QUARANTINED -> "Its files were damaged when the service started and are set aside, unchanged. "
                    + "The operator restores a snapshot in its place; the other indexes are served.";
            case STORAGE_FULL -> "Free storage is below the reserve. Free some, or delete assets.";
        };
    }
}
