package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.process.ServiceProcess;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a search by the DATA code of any version that a client ever wrote must answer: the assets that have this code now.
 * Codes are random, so that no other one is alike.
 *
 * @param service that is asked
 */
record FoundByCode(ServiceProcess service) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** By the latest requests, of which all were acknowledged: exactly by a scan, and all but one in fifty by a graph. */
    void verify(List<Request> requests, int latest, String told) throws IOException, InterruptedException {
        Map<Long, @Nullable String> now = new LinkedHashMap<>();
        for (Request request : requests) {
            assertThat(request.said()).as("%s: %s", told, request).isEqualTo(Said.STORED);
            now.putAll(request.changes());
        }
        int asked = 0;
        int missed = 0;
        for (Request request : requests.subList(Math.max(0, requests.size() - latest), requests.size())) {
            for (Map.Entry<Long, @Nullable String> written : request.changes().entrySet()) {
                if (written.getValue() != null) {
                    Set<String> expected = Objects.equals(now.get(written.getKey()), written.getValue())
                            ? Set.of(RememberingClient.text(written.getKey()))
                            : Set.of();
                    String code = code(written.getValue());
                    assertThat(found(code, "&exact=true")).as("%s: exactly, by %s", told, written).isEqualTo(expected);
                    Set<String> proposed = found(code, "");
                    assertThat(expected).as("%s: by %s", told, written).containsAll(proposed);
                    asked++;
                    missed += proposed.equals(expected) ? 0 : 1;
                }
            }
        }
        assertThat(missed).as("%s: a graph may miss one in fifty", told).isLessThanOrEqualTo(asked / 50);
    }

    /** The DATA code of an asset. */
    static String code(String json) {
        List<String> codes = new ArrayList<>();
        JSON.readTree(json).path("units").forEach(unit -> codes.add(unit.asString()));
        return codes.get(1);
    }

    private Set<String> found(String code, String parameter) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post("/indexes/t/search?limit=10" + parameter,
                JSON.writeValueAsString(Map.of("units", List.of(code))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Set<String> found = new TreeSet<>();
        for (JsonNode match : JSON.readTree(answer.body()).path("global_matches")) {
            assertThat(match.path("types").path("DATA_NONE_V0").asDouble()).as(answer.body()).isEqualTo(1.0);
            found.add(match.path("iscc_id").asString());
        }
        return found;
    }
}
