package io.semblance.asset.web.description;

import static io.semblance.asset.web.description.Described.JSON;
import static io.semblance.asset.web.description.Shape.list;
import static io.semblance.asset.web.description.Shape.ref;
import static io.semblance.asset.web.description.Shape.text;
import static io.semblance.problem.ProblemType.ANSWER_TOO_LARGE;
import static io.semblance.problem.ProblemType.ASSET_NOT_FOUND;
import static io.semblance.problem.ProblemType.BAD_REQUEST;
import static io.semblance.problem.ProblemType.BODY_TOO_LARGE;
import static io.semblance.problem.ProblemType.EMPTY_QUERY;
import static io.semblance.problem.ProblemType.INDEX_EXISTS;
import static io.semblance.problem.ProblemType.INDEX_FAILED;
import static io.semblance.problem.ProblemType.INDEX_NOT_FOUND;
import static io.semblance.problem.ProblemType.INDEX_QUARANTINED;
import static io.semblance.problem.ProblemType.INVALID_REQUEST;
import static io.semblance.problem.ProblemType.MALFORMED_CODE;
import static io.semblance.problem.ProblemType.MISSING_ID;
import static io.semblance.problem.ProblemType.NOT_SUPPORTED;
import static io.semblance.problem.ProblemType.REALM_MISMATCH;
import static io.semblance.problem.ProblemType.SIMPRINT_TYPE;
import static io.semblance.problem.ProblemType.SIMPRINT_WIDTH;
import static io.semblance.problem.ProblemType.STORAGE_FULL;
import static io.semblance.problem.ProblemType.TOO_MANY_INDEXES;
import static io.semblance.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.semblance.asset.Limits;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.json.TextRule;

/** Describes the routes below {@code /indexes}. */
final class IndexRoutes {

    private static final String INDEXES = "Indexes";
    private static final String ASSETS = "Assets";
    private static final String SEARCH = "Search";
    private static final String DEMO = "demo";
    private static final String DEMO_ASSET = "ISCC:MAIGI5H4GAIKGQAB";
    private static final String DEMO_CODE = "ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA";
    private static final String AT_MOST = "At most " + Limits.BODY_BYTES + " bytes.";

    private final Function<String, Described> operations;

    /** @param operations finds an operation by its id */
    IndexRoutes(Function<String, Described> operations) {
        this.operations = operations;
    }

    void describe() {
        indexes();
        assets();
        deletions();
        transfers();
        searches();
    }

    private Described operation(String id, String tag) {
        return operations.apply(id).tag(tag);
    }

    private static final String EXACT = "Whether nothing may be missing: all codes are compared then, also where a graph "
            + "would be faster.";
    private static final String MATCH = "What makes an asset a match: a type that reaches the threshold, or likeness that chance does "
            + "not explain. With evidence, here or in rank, or with group, each match also has evidence and verdict.";
    private static final String MAX_CHANCE = "With match=evidence: an asset matches if fewer unrelated assets than this may be expected "
            + "to come at least as near.";
    private static final String RANK = "What comes first: the higher score; or identity, then more evidence.";
    private static final String GROUP = "Whether near-identical matches are folded under the best of them, which names them in versions.";
    private static final String EXPLAIN = "Whether the answer shall say, in its member explain, how each type was searched.";

    private Described ofIndex(String id, String tag) {
        return operation(id, tag).path("name", text(TextRule.INDEX_NAME, "Name of the index."), DEMO)
                .fails(INDEX_NOT_FOUND, INDEX_QUARANTINED);
    }

    private void indexes() {
        operation("listIndexes", INDEXES).says("List all indexes", "In ascending order of their names.")
                .answers(200, JSON, list(ref("IsccIndex"), "All indexes."), "All indexes.").done();
        operation("createIndex", INDEXES)
                .says("Create an index", "Only the name counts; there can be " + Limits.INDEXES + " indexes.")
                .takes(JSON, ref("IsccIndex"), "Its name.").answers(201, JSON, ref("IsccIndex"), "It is there.")
                .fails(BAD_REQUEST, INDEX_EXISTS, TOO_MANY_INDEXES, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE,
                        INVALID_REQUEST,
                        INDEX_FAILED, INDEX_QUARANTINED, STORAGE_FULL)
                .done();
        ofIndex("getIndex", INDEXES).says("Show an index", "How many assets it holds and what they take.")
                .answers(200, JSON, ref("IsccIndex"), "The index.").done();
        ofIndex("deleteIndex", INDEXES).says("Delete an index", "With everything in it; there is no way back.")
                .answersNothing(204, "It is gone.").done();
    }

    private void assets() {
        ofIndex("addAssets", ASSETS).says("Add or replace assets",
                "Stored as a whole or not at all, and on disk when the answer comes. An asset replaces what was stored under "
                        + "its ID; of several of one ID in a batch the last one stays. An index holds simprints of at most "
                        + Limits.INDEX_SIMPRINT_TYPES + " types, and at most " + Limits.INDEX_CODES
                        + " of each, and as many assets.")
                .takes(JSON, list(ref("IsccEntry"), 0, Limits.BATCH_ASSETS, "A batch."), AT_MOST)
                .answers(201, JSON, list(ref("IsccAddResult"), "One for each asset, in the same order."),
                        "All are stored.")
                .fails(BAD_REQUEST, MISSING_ID, MALFORMED_CODE, NOT_SUPPORTED, REALM_MISMATCH, SIMPRINT_TYPE,
                        SIMPRINT_WIDTH,
                        BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST, INDEX_FAILED, STORAGE_FULL)
                .done();
        ofIndex("listAssets", ASSETS).says("List assets",
                "Page by page, in ascending order of their IDs as numbers. A page of about " + Limits.PAGE_BYTES
                        + " bytes, less where the heap is small, ends there, so it may hold fewer assets than limit; the last one is that whose next is null.")
                .query("limit", false, Shape.limit(Limits.PAGE_LIMIT_DEFAULT, Limits.PAGE_LIMIT), 1,
                        "Most assets on the page.")
                .query("cursor", false, text("A cursor."), null, "The member next of the page before, unchanged.")
                .query("simprints", false, Shape.flag(), false, "Whether to show simprints.")
                .answers(200, JSON, ref("AssetPage"), "A page.").fails(INVALID_REQUEST).done();
        ofIndex("getAsset", ASSETS).says("Show an asset", "As it was sent, without nulls.")
                .path("iscc_id", Shape.idInPath("Identity of the asset; its 16 characters in either case."), DEMO_ASSET)
                .query("simprints", false, Shape.flag(), false, "Whether to show simprints.")
                .answers(200, JSON, ref("IsccEntry"), "The asset.")
                .fails(MALFORMED_CODE, REALM_MISMATCH, ASSET_NOT_FOUND, INVALID_REQUEST).done();
    }

    private void deletions() {
        ofIndex("deleteAsset", ASSETS).says("Delete an asset", "With its simprints; it is found by no later search.")
                .path("iscc_id", Shape.idInPath("Identity of the asset; its 16 characters in either case."), DEMO_ASSET)
                .answersNothing(204, "It is gone.")
                .fails(MALFORMED_CODE, REALM_MISMATCH, ASSET_NOT_FOUND, INDEX_FAILED, STORAGE_FULL)
                .done();
        ofIndex("deleteAssets", ASSETS).says("Delete several assets", "All at once; those that are not there are told.")
                .takes(JSON, ref("IsccIds"), AT_MOST)
                .answers(200, JSON, list(ref("IsccDeleteResult"), "One for each ID, in the same order."),
                        "All are gone.")
                .fails(BAD_REQUEST, MALFORMED_CODE, REALM_MISMATCH, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE,
                        INVALID_REQUEST, INDEX_FAILED, STORAGE_FULL)
                .done();
    }

    private void transfers() {
        ofIndex("importAssets", ASSETS).says("Import assets",
                "One asset a line, any number of lines of at most " + Limits.IMPORT_LINE_BYTES
                        + " bytes each. Lines are "
                        + "stored in groups, and the answer is written meanwhile, a JSON object a line: {\"line\", \"error\", "
                        + "\"type\"} for a faulty line, which does not stop the import; {\"acknowledged_through\"} after each "
                        + "group: everything up to that line is on disk; at last a summary, whose member complete tells whether "
                        + "the import was read to its end.")
                .takes(Described.NDJSON, text("One IsccEntry a line."), "Of any length.")
                .answers(200, Described.NDJSON, text("The report."), "The report; its last line tells the outcome.")
                .fails(UNSUPPORTED_MEDIA_TYPE).done();
        ofIndex("exportAssets", ASSETS).says("Export all assets",
                "One asset a line with its simprints, in ascending order of the IDs as numbers. Importing an export makes the "
                        + "same index.")
                .answers(200, Described.NDJSON, text("One IsccEntry a line."), "All assets.").done();
    }

    private void searches() {
        judged(limited(ofIndex("searchIndex", SEARCH).says("Search an index",
                "By code, units, simprints or the ID of a stored asset. The limit cuts after scoring. An answer of more than "
                        + "about " + Limits.ANSWER_BYTES
                        + " bytes, less where the heap is small, is refused, and so is a search that finds more than can be "
                        + "held for one.")),
                "threshold",
                "score").takes(JSON, ref("IsccQuery"), AT_MOST)
                .answers(200, JSON, ref("IsccSearchResult"), "What was found.").headers(searchHeaders())
                .fails(BAD_REQUEST, EMPTY_QUERY, MALFORMED_CODE, REALM_MISMATCH, SIMPRINT_WIDTH, ANSWER_TOO_LARGE,
                        NOT_SUPPORTED, ASSET_NOT_FOUND, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST)
                .done();
        judged(limited(
                ofIndex("searchIndexByCode", SEARCH).says("Search an index by code", "The same for a code alone.")
                        .query("iscc_code", true, text(TextRule.ISCC_CODE, "The code."), DEMO_CODE,
                                "The code to search for.")),
                "evidence", "evidence").answers(200, JSON, ref("IsccSearchResult"), "What was found.")
                .headers(searchHeaders()).fails(MALFORMED_CODE, NOT_SUPPORTED, ANSWER_TOO_LARGE, INVALID_REQUEST)
                .done();
    }

    private static Described limited(Described search) {
        return search
                .query("limit", false, Shape.limit(Limits.SEARCH_LIMIT_DEFAULT, Limits.SEARCH_LIMIT), 1,
                        "Most matches of each kind.")
                .query("exact", false, Shape.flag(), false, EXACT)
                .query("explain", false, Shape.flag(), false, EXPLAIN);
    }

    /** Parameters that say what matches and what comes first; where they are absent the deployment's settings hold. */
    private static Described judged(Described search, String match, String rank) {
        return search.query("match", false, Shape.word("Default threshold.", "threshold", "evidence"), match, MATCH)
                .query("max_chance", false, Shape.chance(), Judging.MAX_CHANCE, MAX_CHANCE)
                .query("rank", false, Shape.word("Default score.", "score", "evidence"), rank, RANK)
                .query("group", false, Shape.flag(), false, GROUP);
    }

    private static Map<String, String> searchHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Semblance-Exact", "true if nothing that matches can be missing.");
        headers.put("Semblance-Plan", "How it was searched.");
        headers.put("Semblance-Codes-Scanned", "Codes that were compared.");
        headers.put("Semblance-Bytes-Scanned", "Bytes that were read for it.");
        headers.put("Semblance-Total-Matches", "Assets alike as a whole, before the cut; if not exact, those found.");
        headers.put("Semblance-Total-Chunk-Matches",
                "Assets alike in parts, before the cut; if not exact, those found.");
        headers.put("Semblance-Types", "How each type was searched, as a list of RFC 9651: plan, codes compared, "
                + "candidates and last measured recall of a graph, exact, microseconds.");
        headers.put("Server-Timing", "Milliseconds of waiting, scanning and all together.");
        return headers;
    }
}
