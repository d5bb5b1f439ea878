package io.semblance.proof.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** Says where a value does not fit a schema of the API description: the part of JSON Schema that the description uses. */
final class SchemaFaults {

    private final JsonNode schemas;
    private final List<String> faults = new ArrayList<>();

    private SchemaFaults(JsonNode schemas) {
        this.schemas = schemas;
    }

    /**
     * The faults of a value; none if it fits.
     *
     * @param schemas the description's named schemas
     */
    static List<String> of(JsonNode schemas, JsonNode schema, JsonNode value) {
        SchemaFaults faults = new SchemaFaults(schemas);
        faults.check("", schema, value);
        return faults.faults;
    }

    /** The schema itself, or the one that it refers to. */
    static JsonNode resolved(JsonNode schemas, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private void check(String at, JsonNode referring, JsonNode value) {
        JsonNode schema = resolved(schemas, referring);
        if (!isOfType(schema.path("type"), value)) {
            faults.add(at + " is " + value.getNodeType() + ", not " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.path("enum"));
        }
        if (value.isString()) {
            text(at, schema, value.asString());
        } else if (value.isNumber()) {
            number(at, schema, value.doubleValue());
        } else if (value.isArray()) {
            array(at, schema, value);
        } else if (value.isObject()) {
            object(at, schema, value);
        }
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isMissingNode()) {
            return true;
        }
        if (types.isArray()) {
            return types.valueStream().anyMatch(one -> isOfType(one, value));
        }
        return switch (types.asString()) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("the description has a type that JSON has not: " + types);
        };
    }

    private void text(String at, JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE) || length < schema.path("minLength").asInt(0)) {
            faults.add(at + " has " + length + " characters");
        }
        String pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            faults.add(at + " does not match " + pattern);
        }
    }

    private void number(String at, JsonNode schema, double number) {
        if (number > schema.path("maximum").asDouble(Double.MAX_VALUE)
                || number < schema.path("minimum").asDouble(-Double.MAX_VALUE)) {
            faults.add(at + " is out of range: " + number);
        }
    }

    private void array(String at, JsonNode schema, JsonNode array) {
        if (array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)
                || array.size() < schema.path("minItems").asInt(0)) {
            faults.add(at + " has " + array.size() + " items");
        }
        for (int i = 0; i < array.size() && schema.has("items"); i++) {
            check(at + "/" + i, schema.path("items"), array.get(i));
        }
    }

    private void object(String at, JsonNode schema, JsonNode object) {
        schema.path("required").valueStream().map(JsonNode::asString).filter(name -> !object.has(name))
                .forEach(name -> faults.add(at + "/" + name + " is missing"));
        if (object.size() > schema.path("maxProperties").asInt(Integer.MAX_VALUE)) {
            faults.add(at + " has " + object.size() + " members");
        }
        JsonNode others = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String place = at + "/" + member.getKey();
            if (schema.path("properties").has(member.getKey())) {
                check(place, schema.path("properties").path(member.getKey()), member.getValue());
            } else if (others.isObject()) {
                text(place, schema.path("propertyNames"), member.getKey());
                check(place, others, member.getValue());
            } else if (!others.asBoolean(false) && schema.has("properties")) {
                faults.add(place + " is not described");
            }
        }
    }
}
