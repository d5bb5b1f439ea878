package io.semblance.asset.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

import io.semblance.asset.TypeReport;
import io.semblance.asset.evidence.DistanceModel;
import io.semblance.asset.evidence.EvidenceReport;
import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes evidence: members that only those see who ask for it. Bits have two decimals, chances three digits. */
final class EvidenceWriter {

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private EvidenceWriter() {
    }

    /** Members of a match; nothing where evidence was not weighed. */
    static void match(JsonGenerator json, @Nullable MatchEvidence evidence, @Nullable List<IsccId> versions) {
        if (evidence == null) {
            return;
        }
        json.writeName("evidence");
        json.writeStartObject();
        json.writeNumberProperty("bits", bits(evidence.bits()));
        json.writeNumberProperty("chance", digits(evidence.chance()));
        json.writeName("types");
        json.writeStartObject();
        for (Map.Entry<String, Double> type : evidence.types().entrySet()) {
            json.writeNumberProperty(type.getKey(), bits(type.getValue()));
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringProperty("verdict", evidence.verdict() == null ? null : evidence.verdict().words());
        if (versions != null) {
            json.writeName("versions");
            EntryWriter.texts(json, versions.stream().map(IsccId::text).toList());
        }
    }

    /** What was weighed, and what a graph may have missed. */
    static void explain(JsonGenerator json, EvidenceReport report, List<TypeReport> types) {
        json.writeName("evidence");
        json.writeStartObject();
        json.writeNumberProperty("assets", report.assets());
        json.writeNumberProperty("max_chance", report.maxChance());
        json.writeNumberProperty("needed_bits", bits(report.neededBits()));
        json.writeNumberProperty("limit_bits", bits(report.limitBits()));
        json.writeName("models");
        json.writeStartArray();
        for (EvidenceReport.Model model : report.models()) {
            model(json, model.type(), model.model(), model.limit());
        }
        json.writeEndArray();
        json.writeName("may_be_missing");
        EntryWriter.texts(json, types.stream().filter(type -> !type.exact())
                .map(type -> type.type() + "-" + type.bits()
                        + ": assets that are near in this alone and that the graph does "
                        + "not propose")
                .toList());
        json.writeEndObject();
    }

    private static void model(JsonGenerator json, String type, DistanceModel model, int limit) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeNumberProperty("compared_bits", model.compared());
        json.writeNumberProperty("effective_bits", bits(model.effectiveBits()));
        json.writeNumberProperty("mean", digits(model.mean()));
        json.writeNumberProperty("codes", model.codes());
        json.writeNumberProperty("limit", limit);
        json.writeEndObject();
    }

    private static double bits(double bits) {
        return Math.rint(bits * 100) / 100;
    }

    private static double digits(double number) {
        return number == 0 ? 0 : new BigDecimal(number).round(DIGITS).doubleValue();
    }
}
