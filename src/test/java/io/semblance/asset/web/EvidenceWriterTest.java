package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.semblance.asset.TypeReport;
import io.semblance.asset.evidence.DistanceModel;
import io.semblance.asset.evidence.EvidenceReport;

import org.junit.jupiter.api.Test;

class EvidenceWriterTest {

    @Test
    void explainShowsWhatWasWeighedByAndNamesEachTypeOfWhichAGraphMayHaveMissedSomething() {
        EvidenceReport report = new EvidenceReport(1_000, 0.01, 16.6096, 7.2, List
                .of(new EvidenceReport.Model("META_NONE_V0", new DistanceModel(64, 0.48765, 60.126, 900), 9)));
        List<TypeReport> types = List.of(new TypeReport("META_NONE_V0", 64, "graph", 0, 40, false, 0.99, 1, 5),
                TypeReport.exact("DATA_NONE_V0", 64, "scan", 100, 5));
        byte[] json = JsonOutput.bytes(out -> {
            out.writeStartObject();
            EvidenceWriter.explain(out, report, types);
            out.writeEndObject();
        });
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"evidence\":{\"assets\":1000,"
                + "\"max_chance\":0.01,\"needed_bits\":16.61,\"limit_bits\":7.2,\"models\":[{\"type\":\"META_NONE_V0\","
                + "\"compared_bits\":64,\"effective_bits\":60.13,\"mean\":0.488,\"codes\":900,\"limit\":9}],"
                + "\"may_be_missing\":[\"META_NONE_V0-64: assets that are near in this alone and that the graph does "
                + "not propose\"]}}");
    }
}
