package io.semblance.proof.api;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.SplittableRandom;

import io.semblance.asset.web.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

/**
 * A request to a described operation.
 *
 * @param operation as the description tells of it
 * @param method of HTTP
 * @param target path and query
 * @param headers those that the description tells of
 * @param contentType of the body; null without one
 * @param body empty without one
 * @param fault what about it does not fit the description; null if all does
 */
record DescribedRequest(JsonNode operation, String method, String target, Map<String, String> headers,
        @Nullable String contentType, String body,
        @Nullable String fault) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One with values that all fit, apart from a body or parameter that is spoilt in half of them. */
    static DescribedRequest of(JsonNode schemas, String path, String method, JsonNode operation,
            SplittableRandom random) {
        SchemaValues values = new SchemaValues(schemas, random);
        List<String> faults = new ArrayList<>();
        boolean spoil = random.nextBoolean();
        String target = path;
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new TreeMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            JsonNode value = values.value(name, parameter.path("schema"));
            boolean required = parameter.path("required").asBoolean(false);
            String in = parameter.path("in").asString();
            if (in.equals("path")) {
                target = target.replace("{" + name + "}", encoded(value.asString()));
                continue;
            }
            boolean bad = spoil && random.nextInt(3) == 0;
            if (bad) {
                value = spoilt(parameter.path("schema"), random);
                faults.addAll(SchemaFaults.of(schemas, parameter.path("schema"), value));
            }
            if (bad || required || random.nextInt(3) == 0) {
                if (in.equals("header")) {
                    headers.put(name, value.asString());
                } else {
                    append(query, name, value);
                }
            }
        }
        JsonNode content = operation.path("requestBody").path("content");
        String contentType = null;
        String body = "";
        if (content.isObject()) {
            contentType = content.propertyNames().iterator().next();
            JsonNode schema = content.path(contentType).path("schema");
            if (contentType.equals("application/json")) {
                JsonNode value = values.value("body", schema);
                if (spoil) {
                    value = Spoiling.of(value, random);
                    faults.addAll(SchemaFaults.of(schemas, schema, value));
                }
                body = value.toString();
            } else {
                body = values.value("asset", schemas.path("IsccEntry")) + "\n";
            }
        }
        return new DescribedRequest(operation, method.toUpperCase(Locale.ROOT), target + query, headers, contentType,
                body,
                faults.isEmpty() ? null : faults.getFirst());
    }

    private static JsonNode spoilt(JsonNode schema, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> JSON.stringNode("nonsense");
            case 1 -> JSON.stringNode("");
            case 2 -> JSON.numberNode(schema.path("maximum").asLong(1_000_000_000) + 1);
            default -> JSON.numberNode(-1);
        };
    }

    private static void append(StringBuilder query, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(value.asString()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpRequest.Builder to(TestServer server) {
        HttpRequest.Builder request = server.request(target);
        headers.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return request.method(method, contentType == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    }

    @Override
    public String toString() {
        return method + " " + target + " " + headers + " " + body + (fault == null ? "" : " (" + fault + ")");
    }
}
