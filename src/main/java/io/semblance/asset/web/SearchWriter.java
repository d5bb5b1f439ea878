package io.semblance.asset.web;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Metadata;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.SearchAnswer;
import tools.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Writes search answers. The query is echoed as iscc-search does: with the members that were sent, nulls too, and those
 * that normalisation filled in; where an ISCC-ID was sent, the stored code and units stand in its place, with nulls for
 * what the asset lacks. Matches have all their members always.
 */
final class SearchWriter {

    /** What the echo of a query by ISCC-ID shows in any case. */
    private static final Set<String> OF_STORED = Set.of("iscc_code", "units", "simprints");

    private SearchWriter() {
    }

    /**
     * @param nulls members that the client sent as null
     * @param explain whether to say how it was searched, in a member that iscc-search does not have
     */
    static JsonAnswer of(SearchAnswer answer, Set<String> nulls, boolean explain) {
        return json -> {
            json.writeStartObject();
            json.writeName("query");
            query(json, answer.query(), answer.byId() ? OF_STORED : nulls);
            json.writeName("global_matches");
            json.writeStartArray();
            for (GlobalMatch match : answer.result().globalMatches()) {
                global(json, match);
            }
            json.writeEndArray();
            json.writeName("chunk_matches");
            json.writeStartArray();
            for (ChunkMatch match : answer.result().chunkMatches()) {
                chunked(json, match);
            }
            json.writeEndArray();
            if (explain) {
                ExplainWriter.write(json, answer.result().report());
            }
            json.writeEndObject();
        };
    }

    private static void query(JsonGenerator json, QueryDraft query, Set<String> shown) {
        json.writeStartObject();
        text(json, "iscc_id", query.isccId(), shown);
        text(json, "iscc_code", query.isccCode(), shown);
        if (query.units() != null) {
            json.writeName("units");
            EntryWriter.texts(json, query.units());
        } else if (shown.contains("units")) {
            json.writeNullProperty("units");
        }
        Map<String, List<String>> simprints = query.simprints();
        if (simprints != null) {
            json.writeName("simprints");
            simprints(json, simprints);
        } else if (shown.contains("simprints")) {
            json.writeNullProperty("simprints");
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String text, Set<String> shown) {
        if (text != null || shown.contains(name)) {
            json.writeStringProperty(name, text);
        }
    }

    private static void simprints(JsonGenerator json, Map<String, List<String>> simprints) {
        json.writeStartObject();
        for (Map.Entry<String, List<String>> type : simprints.entrySet()) {
            json.writeName(type.getKey());
            EntryWriter.texts(json, type.getValue());
        }
        json.writeEndObject();
    }

    private static void global(JsonGenerator json, GlobalMatch match) {
        json.writeStartObject();
        json.writeStringProperty("iscc_id", match.id().text());
        json.writeNumberProperty("score", match.score());
        json.writeName("types");
        json.writeStartObject();
        for (Map.Entry<String, Double> type : match.types().entrySet()) {
            json.writeNumberProperty(type.getKey(), type.getValue());
        }
        json.writeEndObject();
        metadata(json, match.metadata());
        EvidenceWriter.match(json, match.evidence(), match.versions());
        json.writeEndObject();
    }

    private static void chunked(JsonGenerator json, ChunkMatch match) {
        json.writeStartObject();
        json.writeStringProperty("iscc_id", match.id().text());
        json.writeNumberProperty("score", match.score());
        json.writeName("types");
        json.writeStartObject();
        for (Map.Entry<String, ChunkMatch.TypeMatch> type : match.types().entrySet()) {
            json.writeName(type.getKey());
            type(json, type.getValue());
        }
        json.writeEndObject();
        Metadata metadata = match.metadata();
        json.writeStringProperty("source", metadata == null ? null : metadata.source());
        metadata(json, metadata);
        EvidenceWriter.match(json, match.evidence(), match.versions());
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, ChunkMatch.TypeMatch type) {
        json.writeStartObject();
        json.writeNumberProperty("score", type.score());
        json.writeNumberProperty("matches", type.matches());
        json.writeNumberProperty("queried", type.queried());
        json.writeName("chunks");
        json.writeStartArray();
        for (ChunkMatch.Chunk chunk : type.chunks()) {
            chunk(json, chunk);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void chunk(JsonGenerator json, ChunkMatch.Chunk chunk) {
        json.writeStartObject();
        json.writeStringProperty("query", chunk.query());
        json.writeStringProperty("match", chunk.match());
        json.writeNumberProperty("score", chunk.score());
        json.writeNumberProperty("freq", chunk.freq());
        json.writeNumberProperty("offset", chunk.offset());
        json.writeNumberProperty("size", chunk.size());
        json.writeNullProperty("content");
        json.writeEndObject();
    }

    private static void metadata(JsonGenerator json, @Nullable Metadata metadata) {
        json.writeName("metadata");
        String shown = metadata == null ? null : metadata.inMatches();
        if (shown == null) {
            json.writeNull();
        } else {
            json.writeRawValue(shown);
        }
    }
}
