package io.semblance.asset.web;

import io.semblance.asset.SearchReport;
import io.semblance.asset.TypeReport;

import tools.jackson.core.JsonGenerator;

/** Writes how an answer was found: the member {@code explain}, which only those see who ask for it. */
final class ExplainWriter {

    private ExplainWriter() {
    }

    static void write(JsonGenerator json, SearchReport report) {
        json.writeName("explain");
        json.writeStartObject();
        json.writeBooleanProperty("exact", report.exact());
        json.writeStringProperty("plan", report.plan());
        json.writeNumberProperty("sequence", report.sequence());
        json.writeNumberProperty("codes_scanned", report.codesScanned());
        json.writeNumberProperty("bytes_scanned", report.bytesScanned());
        json.writeNumberProperty("total_matches", report.totalMatches());
        json.writeNumberProperty("total_chunk_matches", report.totalChunkMatches());
        json.writeNumberProperty("queue_microseconds", report.queueNanos() / 1_000);
        json.writeNumberProperty("scan_microseconds", report.scanNanos() / 1_000);
        json.writeName("types");
        json.writeStartArray();
        for (TypeReport type : report.types()) {
            type(json, type);
        }
        json.writeEndArray();
        if (report.evidence() != null) {
            EvidenceWriter.explain(json, report.evidence(), report.types());
        }
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, TypeReport type) {
        json.writeStartObject();
        json.writeStringProperty("type", type.type());
        if (type.bits() == 0) {
            json.writeNullProperty("bits");
        } else {
            json.writeNumberProperty("bits", type.bits());
        }
        json.writeStringProperty("plan", type.plan());
        json.writeNumberProperty("codes", type.codes());
        json.writeNumberProperty("candidates", type.candidates());
        json.writeBooleanProperty("exact", type.exact());
        measured(json, "recall", type.recall());
        measured(json, "self_recall", type.selfRecall());
        json.writeNumberProperty("microseconds", type.nanos() / 1_000);
        json.writeEndObject();
    }

    private static void measured(JsonGenerator json, String name, double value) {
        if (Double.isNaN(value)) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
