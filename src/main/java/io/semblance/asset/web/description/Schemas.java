package io.semblance.asset.web.description;

import static io.semblance.asset.web.description.Shape.count;
import static io.semblance.asset.web.description.Shape.list;
import static io.semblance.asset.web.description.Shape.listOrNull;
import static io.semblance.asset.web.description.Shape.map;
import static io.semblance.asset.web.description.Shape.object;
import static io.semblance.asset.web.description.Shape.ref;
import static io.semblance.asset.web.description.Shape.score;
import static io.semblance.asset.web.description.Shape.text;
import static io.semblance.asset.web.description.Shape.textOrNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import io.semblance.asset.Limits;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.SimprintType;
import io.semblance.asset.json.TextRule;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

/** The JSON of requests and answers. Names are those of iscc-search's own description where it has one. */
final class Schemas {

    private static final String ANY_LENGTH = "Base64 of either alphabet, with or without padding.";

    private Schemas() {
    }

    static Map<String, Schema<?>> all() {
        Map<String, Schema<?>> all = new LinkedHashMap<>();
        requests(all);
        answers(all);
        matches(all);
        explanation(all);
        problems(all);
        SnapshotRoutes.schemas(all);
        return all;
    }

    private static void requests(Map<String, Schema<?>> all) {
        Schema<?> name = text(TextRule.INDEX_NAME, "Name of the index.");
        all.put("IsccIndex", object(List.of("name"), members("name", name, "assets", count("Assets it holds."), "size",
                count("Mebibytes it takes, rounded down."), "sizes",
                map(count("Mebibytes."), "The same by part; not in the "
                        + "answer to its creation.")),
                "An index. Of a request just the name counts."));
        all.put("IsccSimprint", object(List.of("simprint", "offset", "size"), members("simprint",
                text(TextRule.SIMPRINT, ANY_LENGTH + " All simprints of a type have one width, 64 to 256 bits."),
                "offset",
                Shape.integer(0, PlacedSimprint.MAX_PLACE, "First byte of the chunk."), "size",
                Shape.integer(0, PlacedSimprint.MAX_PLACE, "Bytes of the chunk.")),
                "The fingerprint of a part of an asset."));
        Schema<?> unit = text(TextRule.UNIT, "An ISCC-UNIT of 32 to 256 bits.");
        all.put("IsccEntry", object(List.of("iscc_id"), members("iscc_id",
                text(TextRule.ISCC_ID, "Identity of the asset."), "iscc_code",
                textOrNull(TextRule.ISCC_CODE, "Searched by its units where none are given."), "units",
                listOrNull(unit, 2, Limits.ASSET_UNITS, "What is searched; of several of one type the last counts."),
                "simprints",
                simprintMap(list(ref("IsccSimprint"), 0, Limits.ASSET_SIMPRINTS, "At most " + Limits.ASSET_SIMPRINTS
                        + " in all types together."),
                        "Simprints by type; an index holds at most " + Limits.INDEX_SIMPRINT_TYPES
                                + " types. One that an update does not name stays as it is, and counts among the types and "
                                + "simprints that the asset may have; an empty list removes it."),
                "metadata", Shape.anyObjectOrNull("Anything else; at most " + Limits.METADATA_BYTES
                        + " bytes as compact JSON, nested at most " + Limits.METADATA_DEPTH
                        + " levels deep, with numbers of at most " + Limits.NUMBER_DIGITS
                        + " digits. Search answers show the member source as a normalised URL.")),
                "An asset."));
        all.put("IsccQuery", object(List.of(), members("iscc_id",
                textOrNull(TextRule.ISCC_ID, "Search for what is like this stored asset; wins over all other members."),
                "iscc_code", textOrNull(TextRule.ISCC_CODE, "Search by the units of this code, where none are given."),
                "units",
                listOrNull(unit, 1, Limits.QUERY_UNITS, "Units to compare; of several of one type the best counts."),
                "simprints",
                typeMap(list(text(TextRule.QUERY_SIMPRINT, ANY_LENGTH), 1, Limits.QUERY_SIMPRINTS,
                        "At most " + Limits.QUERY_SIMPRINTS + " in all types together."),
                        "Simprints to compare, by type. A type that the index does not hold finds nothing.")),
                "A query. At least one member is needed."));
        all.put("IsccIds", object(List.of("iscc_ids"), members("iscc_ids",
                list(text(TextRule.ISCC_ID, "Identity of an asset."), 0, Limits.BATCH_IDS, "The assets to delete.")),
                "Assets by their IDs. Other members are refused."));
    }

    private static Schema<?> typeMap(Schema<?> values, String says) {
        Schema<?> schema = map(values, says);
        schema.setTypes(new LinkedHashSet<>(List.of("object", "null")));
        schema.setMaxProperties(Limits.SIMPRINT_TYPES);
        return schema;
    }

    private static Schema<?> simprintMap(Schema<?> values, String says) {
        Schema<?> schema = typeMap(values, says);
        Schema<?> names = new JsonSchema();
        names.setPattern(SimprintType.PATTERN);
        names.setMaxLength(Limits.SIMPRINT_TYPE_CHARACTERS);
        schema.setPropertyNames(names);
        return schema;
    }

    private static void answers(Map<String, Schema<?>> all) {
        Schema<?> id = text(TextRule.ISCC_ID, "Identity of the asset.");
        all.put("IsccAddResult", object(List.of("iscc_id", "status"), members("iscc_id", id, "status",
                Shape.word("What the write did.", "created", "updated")), "One asset of an acknowledged batch."));
        all.put("IsccDeleteResult", object(List.of("iscc_id", "status"), members("iscc_id", id, "status",
                Shape.word("What the deletion did.", "deleted", "absent")), "One asset of an acknowledged deletion."));
        all.put("AssetPage", object(List.of("assets", "next"), members("assets",
                list(ref("IsccEntry"), 0, Limits.PAGE_LIMIT, "In ascending order of their IDs as numbers."), "next",
                textOrNull("Cursor of the next page; null on the last one.")), "A page of assets."));
    }

    private static void matches(Map<String, Schema<?>> all) {
        EvidenceSchemas.add(all);
        Schema<?> id = text(TextRule.ISCC_ID, "Identity of the asset.");
        Schema<?> metadata = Shape.anyObjectOrNull("Metadata of the asset, source normalised; null if there is none.");
        all.put("IsccSearchResult", object(List.of("query", "global_matches", "chunk_matches"), members("query",
                ref("IsccQuery"), "global_matches",
                list(ref("IsccGlobalMatch"), "Assets alike as a whole, best first; equal scores by ID as a number."),
                "chunk_matches", list(ref("IsccChunkMatch"), "Assets alike in parts, best first."), "explain",
                ref("SearchExplanation")),
                "The query as it was understood, and what was found."));
        all.put("IsccGlobalMatch",
                object(List.of("iscc_id", "score", "types", "metadata"), EvidenceSchemas.ofMatch(members("iscc_id", id,
                        "score", score("Of the types that reach the threshold."), "types",
                        map(score("Similarity of the units."), "Every unit type that query and asset share."),
                        "metadata",
                        metadata)),
                        "An asset that is like the query as a whole."));
        all.put("IsccChunkMatch",
                object(List.of("iscc_id", "score", "types", "source", "metadata"),
                        EvidenceSchemas.ofMatch(members("iscc_id",
                                id, "score", score("Mean over the types that matched."), "types",
                                map(ref("IsccTypeMatch"), "By simprint type."), "source",
                                textOrNull("The source of the asset as a normalised URL."), "metadata", metadata)),
                        "An asset of which parts are like parts of the query."));
        all.put("IsccTypeMatch", object(List.of("score", "matches", "queried", "chunks"), members("score",
                score("Weighted by how rare each simprint is."), "matches",
                count("Query simprints that found a partner."),
                "queried", count("Query simprints of this type."), "chunks",
                list(ref("IsccMatchedChunk"), "One for each match, in query order.")),
                "How the simprints of a type matched."));
        all.put("IsccMatchedChunk", object(List.of("query", "match", "score", "freq", "offset", "size", "content"),
                members("query", text("The query simprint."), "match", text("The stored simprint nearest to it."),
                        "score",
                        score("Similarity of the two."), "freq", count("Assets that contain the stored simprint."),
                        "offset",
                        count("First byte of the stored chunk."), "size", count("Bytes of the stored chunk."),
                        "content",
                        textOrNull("Always null: the content is not here.")),
                "A query simprint and its partner."));
    }

    private static void explanation(Map<String, Schema<?>> all) {
        all.put("SearchExplanation", object(List.of("exact", "plan", "types"), members("exact",
                Shape.truth("Whether nothing that matches can be missing."), "plan",
                text("All ways that were gone, such as scan+prefix."), "sequence",
                count("Number of the last commit that the answer knows of."), "codes_scanned",
                count("Codes that were compared."), "bytes_scanned", count("Bytes that were read for it."),
                "total_matches", count("Assets alike as a whole, before the cut; if not exact, those found."),
                "total_chunk_matches", count("Assets alike in parts, before the cut; if not exact, those found."),
                "queue_microseconds", count("Time before the search began."), "scan_microseconds",
                count("Time of the comparison."), "types", list(ref("TypeExplanation"), "How each type was searched."),
                "evidence",
                ref("EvidenceExplanation")),
                "How the answer was found; there if the query asks for it by explain=true."));
        all.put("TypeExplanation", object(List.of("type", "plan", "codes", "candidates", "exact"), members("type",
                text("Unit type, or SIMPRINT_ and the simprint type."), "bits",
                Shape.countOrNull("Length of the stored codes; null for all lengths together."), "plan",
                Shape.word("How it was searched.", "scan", "graph", "prefix"), "codes",
                count("Codes that were compared one by one; with a graph those that it does not have yet."),
                "candidates",
                count("Codes that the graph proposed."), "exact",
                Shape.truth("Whether nothing near enough can be missing."), "recall",
                Shape.scoreOrNull(
                        "Last measured share of the nearest ten matching codes that the graph finds; null without one."),
                "self_recall",
                Shape.scoreOrNull("Last measured share of the stored codes that find themselves, likewise."),
                "microseconds",
                count("Time of the graph; without one the time of the pass, which all types share.")),
                "How one type was searched."));
    }

    private static void problems(Map<String, Schema<?>> all) {
        all.put("FieldError", object(List.of("pointer", "type", "message"), members("pointer",
                text("JSON Pointer into the body, or query/ and the name of a parameter."), "type",
                text("Stable word for the kind of fault."), "message", text("What is expected there.")),
                "A faulty field."));
        all.put("Problem", object(List.of("type", "title", "status", "detail", "instance"), members("type",
                text("Path of the type; GET it to read more."), "title",
                text("The same for every problem of the type."),
                "status", Shape.integer(400, 599, "The HTTP status."), "detail",
                text("Sentences that say what to change."),
                "instance", text("The id of the request, as in X-Request-Id."), "errors",
                list(ref("FieldError"), "The faulty fields, if it is about fields.")), "A problem as of RFC 9457."));
        all.put("ProblemType", object(List.of("type", "title", "status", "meaning"), members("type",
                text("Path of the type."), "title", text("Short title."), "status",
                Shape.integer(400, 599, "HTTP status."),
                "meaning", text("When it occurs and what to do then.")), "A kind of problem."));
    }

    static Map<String, Schema<?>> members(Object... namesAndSchemas) {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            members.put((String) namesAndSchemas[i], (Schema<?>) namesAndSchemas[i + 1]);
        }
        return members;
    }
}
