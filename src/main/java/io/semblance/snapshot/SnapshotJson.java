package io.semblance.snapshot;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a snapshot's own files are written and read: nothing unknown, nothing missing, nothing after the end. */
final class SnapshotJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private SnapshotJson() {
    }

    static String text(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }

    /** Throws a {@code JacksonException} that says where. */
    static <T> T read(byte[] json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    /** As members that can be changed before they are read. */
    static JsonNode tree(byte[] json) {
        return JSON.readTree(json);
    }

    /** The same of members. */
    static <T> T read(JsonNode json, Class<T> type) {
        return JSON.treeToValue(json, type);
    }
}
