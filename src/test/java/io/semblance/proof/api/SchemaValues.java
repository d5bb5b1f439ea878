package io.semblance.proof.api;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.RandomAssets;
import io.semblance.code.IsccCode;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes values that fit a schema of the API description. What a schema can say of a code is only its alphabet, so members
 * that hold codes, ids and names get real ones.
 */
final class SchemaValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int FEW = 3;

    private final JsonNode schemas;
    private final SplittableRandom random;
    private final RandomAssets assets;

    SchemaValues(JsonNode schemas, SplittableRandom random) {
        this.schemas = schemas;
        this.random = random;
        this.assets = new RandomAssets(random, 40);
    }

    /** A value for a member or parameter of that name. */
    JsonNode value(String name, JsonNode referring) {
        JsonNode schema = SchemaFaults.resolved(schemas, referring);
        JsonNode known = known(name);
        if (!known.isMissingNode()) {
            return known;
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(random.nextInt(types.size())).asString() : types.asString("object");
        return switch (type) {
            case "string" -> JSON.stringNode("x".repeat(schema.path("minLength").asInt(1)));
            case "integer", "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "array" -> array(name, schema);
            case "null" -> JSON.nullNode();
            default -> object(name, schema);
        };
    }

    private JsonNode known(String name) {
        return switch (name) {
            case "iscc_id", "iscc_ids" -> JSON.stringNode(assets.id().text());
            case "iscc_code" -> JSON.stringNode(code());
            case "units/" -> JSON.stringNode(assets.query().getFirst().text());
            case "simprint" -> JSON.stringNode(simprint());
            case "name", "index", "as", "indexes/" -> JSON.stringNode("i" + random.nextInt(FEW));
            case "id" -> JSON.stringNode("20261126t0123456%02dz".formatted(random.nextInt(100)));
            case "slug" -> JSON.stringNode(random.nextBoolean() ? "unauthorized" : "unheard-of");
            case "Semblance-Deadline" -> JSON.stringNode("30s");
            case "cursor" -> JSON.missingNode();
            case "metadata" -> metadata();
            case "simprints" -> JSON.missingNode();
            default -> JSON.missingNode();
        };
    }

    private String code() {
        return IsccCode.compose(List.of(unit(MainType.DATA), unit(MainType.INSTANCE))).orElseThrow();
    }

    private IsccUnit unit(MainType type) {
        return new IsccUnit(new UnitType(type, 0, 0), 64, random.nextLong(), 0, 0, 0);
    }

    private String simprint() {
        return new Simprint(128, random.nextLong(), random.nextInt(4), 0, 0).text();
    }

    private JsonNode metadata() {
        Asset asset = assets.asset();
        return asset.metadata() == null ? JSON.objectNode() : MAPPER.readTree(asset.metadata().json());
    }

    private long number(JsonNode schema) {
        long step = schema.path("multipleOf").asLong(1);
        long least = schema.path("minimum").asLong(0);
        long most = Math.min(schema.path("maximum").asLong(1_000_000), 1_000_000_000_000L);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most / step * step;
            default -> least + random.nextLong((most - least) / step + 1) * step;
        };
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        for (int i = least + random.nextInt(FEW); i > 0; i--) {
            array.add(value(name.endsWith("s") && !name.equals("iscc_ids") ? name + "/" : name, schema.path("items")));
        }
        return array;
    }

    private ObjectNode object(String name, JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (required.contains(member.getKey()) || random.nextBoolean()) {
                object.set(member.getKey(), value(member.getKey(), member.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            String inner = name.equals("simprints") ? "simprint" : name;
            object.set("CONTENT_TEXT_V0", listed(inner, schema.path("additionalProperties")));
        }
        return object;
    }

    /** The list under a type of simprints: of texts in a query, of objects with a simprint each in an asset. */
    private JsonNode listed(String name, JsonNode referring) {
        JsonNode schema = SchemaFaults.resolved(schemas, referring);
        if (!schema.path("type").asString("").equals("array")) {
            return value(name, schema);
        }
        ArrayNode array = JSON.arrayNode();
        boolean texts = SchemaFaults.resolved(schemas, schema.path("items")).path("type").asString("").equals("string");
        for (int i = 1 + random.nextInt(FEW); i > 0; i--) {
            array.add(value(texts ? name : "", schema.path("items")));
        }
        return array;
    }
}
