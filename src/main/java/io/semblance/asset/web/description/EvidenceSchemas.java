package io.semblance.asset.web.description;

import static io.semblance.asset.web.description.Shape.amount;
import static io.semblance.asset.web.description.Shape.count;
import static io.semblance.asset.web.description.Shape.list;
import static io.semblance.asset.web.description.Shape.map;
import static io.semblance.asset.web.description.Shape.object;
import static io.semblance.asset.web.description.Shape.ref;
import static io.semblance.asset.web.description.Shape.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.json.TextRule;
import io.swagger.v3.oas.models.media.Schema;

/** Schemas of evidence: members that an answer has only if evidence is asked for. */
final class EvidenceSchemas {

    private EvidenceSchemas() {
    }

    static void add(Map<String, Schema<?>> all) {
        all.put("IsccEvidence", object(List.of("bits", "chance", "types"), members("bits",
                amount("Minus log2 of the probability that an unrelated asset comes at least this near."), "chance",
                amount("Unrelated assets that are expected to come at least this near, in an index of this size."),
                "types", map(amount("Bits of the type alone."), "Every type that query and asset share.")),
                "What the likeness says; there if the query asks for evidence."));
        all.put("EvidenceExplanation", object(List.of("assets", "max_chance", "needed_bits", "limit_bits", "models",
                "may_be_missing"),
                members("assets", count("Assets in the index."), "max_chance",
                        amount("The largest chance of a match by evidence."), "needed_bits",
                        amount("Bits of a match by evidence."), "limit_bits",
                        amount("Bits that it has in at least one type; 0 where the threshold decides what matches, or no units but "
                                + "INSTANCE are asked for."),
                        "models", list(ref("EvidenceModel"), "How far apart unrelated codes are."), "may_be_missing",
                        list(text("A type, and what of it."), "What a graph may have missed; empty if nothing can be "
                                + "missing.")),
                "What evidence was weighed by."));
        all.put("EvidenceModel", object(List.of("type", "compared_bits", "effective_bits", "mean", "codes", "limit"),
                members("type", text("Unit type, or SIMPRINT_ and the simprint type."), "compared_bits",
                        count("Bits that are compared."), "effective_bits",
                        amount("Independent bits that scatter as much."), "mean",
                        amount("Share of bits that differ between unrelated codes."), "codes",
                        count("Codes that it was estimated from; 0 where it is assumed."), "limit",
                        Shape.integer(-1, 256, "Largest distance that can match by evidence; -1 if none can.")),
                "How far apart unrelated codes of one type and compared length are."));
    }

    /** Members that a match has if evidence is asked for. */
    static Map<String, Schema<?>> ofMatch(Map<String, Schema<?>> plain) {
        Map<String, Schema<?>> members = new LinkedHashMap<>(plain);
        members.put("evidence", ref("IsccEvidence"));
        members.put("verdict", Shape.wordOrNull("What it is, where that is certain; null where it is not.", "identical",
                "same content", "near-duplicate", "same title only"));
        members.put("versions", list(text(TextRule.ISCC_ID, "Identity of an asset."),
                "Near-identical matches folded under this one, best first; there with group=true."));
        return members;
    }

    private static Map<String, Schema<?>> members(Object... namesAndSchemas) {
        return Schemas.members(namesAndSchemas);
    }
}
