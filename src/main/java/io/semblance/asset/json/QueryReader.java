package io.semblance.asset.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.Limits;
import io.semblance.asset.QueryDraft;

/** Reads the body of a search. */
public final class QueryReader {

    private static final Set<String> MEMBERS = Set.of("iscc_id", "iscc_code", "units", "simprints");

    private QueryReader() {
    }

    public static WireQuery read(JsonReading json) {
        String id = null;
        String code = null;
        List<String> units = null;
        Map<String, List<String>> simprints = null;
        Set<String> nulls = new HashSet<>();
        if (Models.isObject(json)) {
            while (json.nextMember()) {
                noteNull(json, nulls);
                switch (json.name()) {
                    case "iscc_id" -> id = json.textOrNull(TextRule.ISCC_ID);
                    case "iscc_code" -> code = json.textOrNull(TextRule.ISCC_CODE);
                    case "units" -> units = json.textsOrNull(TextRule.UNIT, 1, Limits.QUERY_UNITS);
                    case "simprints" -> simprints = SimprintsReader.read(json, "A query", Limits.QUERY_SIMPRINTS,
                            most -> ofType(json));
                    default -> json.skip();
                }
            }
        }
        return new WireQuery(new QueryDraft(id, code, units, simprints), nulls);
    }

    private static void noteNull(JsonReading json, Set<String> nulls) {
        if (json.isNull() && MEMBERS.contains(json.name())) {
            nulls.add(json.name());
        } else {
            nulls.remove(json.name());
        }
    }

    private static List<String> ofType(JsonReading json) {
        List<String> texts = json.texts(TextRule.QUERY_SIMPRINT, 1, Limits.QUERY_SIMPRINTS);
        return texts == null ? List.of() : texts;
    }
}
