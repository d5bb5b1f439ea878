package io.semblance.asset.web.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Examples of requests and answers by operation. They are true for the demo index: a test sends every request and compares
 * the answers.
 */
final class Examples {

    private final Map<String, Map<String, Object>> byOperation;

    private Examples(Map<String, Map<String, Object>> byOperation) {
        this.byOperation = byOperation;
    }

    static Examples load() {
        try (InputStream file = Examples.class.getResourceAsStream("examples.json")) {
            return new Examples(JsonMapper.shared().readValue(file, new TypeReference<>() {
            }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Nullable
    Object request(String operation) {
        return of(operation, "request");
    }

    @Nullable
    Object answer(String operation) {
        return of(operation, "answer");
    }

    /** What the operation answers when it cannot do what it is for. */
    @Nullable
    Object refusal(String operation) {
        return of(operation, "refusal");
    }

    private @Nullable Object of(String operation, String part) {
        Map<String, Object> parts = byOperation.get(operation);
        return parts == null ? null : parts.get(part);
    }
}
