package io.semblance.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.evidence.TypeModels;

/** What evidence is weighed by, as the health details show it: for each compared length the effective bits and the mean. */
final class EvidenceDetail {

    private EvidenceDetail() {
    }

    static Map<String, Object> of(Map<String, List<TypeModels>> byIndex) {
        Map<String, Object> shown = new LinkedHashMap<>();
        byIndex.entrySet().stream().limit(Meters.MOST_INDEXES).forEach(index -> {
            Map<String, Object> types = new LinkedHashMap<>();
            index.getValue().forEach(type -> types.put(type.type(), of(type)));
            shown.put(index.getKey(), types);
        });
        return shown;
    }

    private static Map<String, Object> of(TypeModels type) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("codes", type.codes());
        type.estimated().forEach(model -> shown.put(Integer.toString(model.compared()),
                Map.of("effectiveBits", rounded(model.effectiveBits(), 10), "mean", rounded(model.mean(), 10_000))));
        return shown;
    }

    private static double rounded(double number, double parts) {
        return Math.rint(number * parts) / parts;
    }
}
