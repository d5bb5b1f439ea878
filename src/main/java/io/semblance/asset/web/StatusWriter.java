package io.semblance.asset.web;

import java.util.List;
import java.util.Locale;

import io.semblance.asset.WriteStatus;

/** Writes what a write did: one line for each asset, in the order of the request. */
final class StatusWriter {

    private StatusWriter() {
    }

    /** @param ids as the client wrote them, one for each status */
    static JsonAnswer list(List<String> ids, List<WriteStatus> statuses) {
        return json -> {
            json.writeStartArray();
            for (int i = 0; i < statuses.size(); i++) {
                json.writeStartObject();
                json.writeStringProperty("iscc_id", ids.get(i));
                json.writeStringProperty("status", statuses.get(i).name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
