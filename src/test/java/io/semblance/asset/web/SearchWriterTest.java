package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Metadata;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.SearchAnswer;
import io.semblance.asset.SearchReport;
import io.semblance.asset.SearchResult;
import io.semblance.asset.TypeReport;
import io.semblance.code.IsccId;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class SearchWriterTest {

    private static final IsccId ID = IsccId.parse("ISCC:MAIAAAAAAD2CIAAA");

    private static final SearchReport REPORT = new SearchReport(true, "scan", 12, 345, 6, 7, 1_234_567, 89_000, 10,
            List.of(TypeReport.exact("META_NONE_V0", 64, "scan", 12, 89_000),
                    new TypeReport("DATA_NONE_V0", 256, "graph", 3, 64, false, 0.9987, 0.9999, 700_000),
                    new TypeReport("SIMPRINT_T", 128, "graph", 0, 64, false, Double.NaN, Double.NaN, 1_000),
                    TypeReport.exact("INSTANCE_NONE_V0", 0, "prefix", 2, 5_000)));

    private static String written(QueryDraft query, boolean byId, Set<String> nulls, List<GlobalMatch> globals,
            List<ChunkMatch> chunks) {
        SearchAnswer answer = new SearchAnswer(query, byId, new SearchResult(globals, chunks, null, REPORT));
        return new String(JsonOutput.bytes(SearchWriter.of(answer, nulls, false)), StandardCharsets.UTF_8);
    }

    @Test
    void echoShowsWhatWasSentAndWhatWasFilledIn() {
        String rest = ",\"global_matches\":[],\"chunk_matches\":[]}";
        assertThat(
                written(new QueryDraft(null, "ISCC:X", List.of("ISCC:Y"), null), false, Set.of(), List.of(), List.of()))
                .isEqualTo("{\"query\":{\"iscc_code\":\"ISCC:X\",\"units\":[\"ISCC:Y\"]}" + rest);
        assertThat(written(new QueryDraft(null, null, List.of("ISCC:Y"), Map.of("T", List.of("a", "b"))), false,
                Set.of("iscc_id", "iscc_code"), List.of(), List.of())).isEqualTo(
                        "{\"query\":{\"iscc_id\":null,\"iscc_code\":null,\"units\":[\"ISCC:Y\"],\"simprints\":{\"T\":[\"a\",\"b\"]}}"
                                + rest);
        assertThat(written(new QueryDraft(null, null, null, Map.of()), false, Set.of("units"), List.of(), List.of()))
                .isEqualTo("{\"query\":{\"units\":null,\"simprints\":{}}" + rest);
    }

    @Test
    void echoOfAQueryByIdShowsNullsAndNoId() {
        assertThat(written(new QueryDraft(null, null, List.of("ISCC:Y"), null), true, Set.of("iscc_id"), List.of(),
                List.of())).startsWith("{\"query\":{\"iscc_code\":null,\"units\":[\"ISCC:Y\"],\"simprints\":null},");
    }

    @Test
    void matchesHaveAllTheirMembersAlways() {
        Map<String, Double> types = new LinkedHashMap<>();
        types.put("META_NONE_V0", 1.0);
        types.put("DATA_NONE_V0", 0.6875);
        GlobalMatch bare = new GlobalMatch(ID, 0.75, types, null);
        GlobalMatch empty = new GlobalMatch(ID, 1, Map.of(), new Metadata("{}", null, null));
        GlobalMatch full = new GlobalMatch(ID, 1, Map.of(), new Metadata("{\"source\":\"http://X\",\"ü\":1.0}",
                "{\"source\":\"http://x/\",\"ü\":1.0}", "http://x/"));
        ChunkMatch chunk = new ChunkMatch(ID, 0.5, Map.of("T", new ChunkMatch.TypeMatch(0.5, 1, 2,
                List.of(new ChunkMatch.Chunk("q", "m", 0.875, 3, 4294967295L, 0)))), null);
        String id = "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",";
        assertThat(written(new QueryDraft(null, null, null, null), false, Set.of(), List.of(bare, empty, full),
                List.of(chunk))).isEqualTo("{\"query\":{},\"global_matches\":[" + id
                        + "\"score\":0.75,\"types\":{\"META_NONE_V0\":1.0,\"DATA_NONE_V0\":0.6875},\"metadata\":null},"
                        + id
                        + "\"score\":1.0,\"types\":{},\"metadata\":null}," + id
                        + "\"score\":1.0,\"types\":{},\"metadata\":{\"source\":\"http://x/\",\"ü\":1.0}}],\"chunk_matches\":["
                        + id
                        + "\"score\":0.5,\"types\":{\"T\":{\"score\":0.5,\"matches\":1,\"queried\":2,\"chunks\":[{\"query\":\"q\","
                        + "\"match\":\"m\",\"score\":0.875,\"freq\":3,\"offset\":4294967295,\"size\":0,\"content\":null}]}},"
                        + "\"source\":null,\"metadata\":null}]}");
    }

    @Test
    void headersTellTheWork() {
        HttpHeaders headers = new HttpHeaders();
        SearchHeaders.add(headers, REPORT, 2_000_000);
        assertThat(headers.toSingleValueMap()).isEqualTo(Map.of("Semblance-Exact", "true", "Semblance-Plan", "scan",
                "Semblance-Codes-Scanned", "12", "Semblance-Bytes-Scanned", "345", "Semblance-Total-Matches", "6",
                "Semblance-Total-Chunk-Matches", "7", "Semblance-Types",
                "META_NONE_V0-64;plan=scan;codes=12;exact=?1;us=89, "
                        + "DATA_NONE_V0-256;plan=graph;codes=3;candidates=64;recall=0.998;self-recall=0.999;exact=?0;us=700, "
                        + "SIMPRINT_T-128;plan=graph;codes=0;candidates=64;exact=?0;us=1, "
                        + "INSTANCE_NONE_V0;plan=prefix;codes=2;exact=?1;us=5",
                "Server-Timing",
                "queue;dur=1.234, scan;dur=0.089, total;dur=2.000"));
    }

    @Test
    void explanationIsThereOnlyIfAskedFor() {
        SearchAnswer answer = new SearchAnswer(new QueryDraft(null, "ISCC:X", null, null), false,
                new SearchResult(List.of(), List.of(), null, REPORT));
        String plain = "{\"query\":{\"iscc_code\":\"ISCC:X\"},\"global_matches\":[],\"chunk_matches\":[]";
        assertThat(new String(JsonOutput.bytes(SearchWriter.of(answer, Set.of(), false)), StandardCharsets.UTF_8))
                .isEqualTo(plain + "}");
        assertThat(new String(JsonOutput.bytes(SearchWriter.of(answer, Set.of(), true)), StandardCharsets.UTF_8))
                .isEqualTo(
                        plain + """
                                ,"explain":{"exact":true,"plan":"scan","sequence":10,"codes_scanned":12,"bytes_scanned":345,\
                                "total_matches":6,"total_chunk_matches":7,"queue_microseconds":1234,"scan_microseconds":89,"types":[\
                                {"type":"META_NONE_V0","bits":64,"plan":"scan","codes":12,"candidates":0,"exact":true,"recall":null,\
                                "self_recall":null,"microseconds":89},\
                                {"type":"DATA_NONE_V0","bits":256,"plan":"graph","codes":3,"candidates":64,"exact":false,\
                                "recall":0.9987,"self_recall":0.9999,"microseconds":700},\
                                {"type":"SIMPRINT_T","bits":128,"plan":"graph","codes":0,"candidates":64,"exact":false,\
                                "recall":null,"self_recall":null,"microseconds":1},\
                                {"type":"INSTANCE_NONE_V0","bits":null,"plan":"prefix","codes":2,"candidates":0,"exact":true,\
                                "recall":null,"self_recall":null,"microseconds":5}]}}""");
    }
}
