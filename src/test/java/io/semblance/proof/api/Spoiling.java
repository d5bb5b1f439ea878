package io.semblance.proof.api;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spoils one place of a JSON value: takes it out, or puts something else there. */
final class Spoiling {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Spoiling() {
    }

    static JsonNode of(JsonNode value, SplittableRandom random) {
        JsonNode copy = value.deepCopy();
        List<JsonNode> places = new ArrayList<>();
        collect(copy, places);
        if (places.isEmpty() || random.nextInt(20) == 0) {
            return other(random);
        }
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, other(random));
            }
        } else if (place instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), other(random));
        }
        return copy;
    }

    /** Objects and arrays that have something in them. */
    private static void collect(JsonNode value, List<JsonNode> places) {
        if (value.isContainer() && !value.isEmpty()) {
            places.add(value);
            value.valueStream().forEach(inner -> collect(inner, places));
        }
    }

    private static JsonNode other(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(true);
            case 2 -> JSON.numberNode(-1);
            case 3 -> JSON.numberNode(1L << 62);
            case 4 -> JSON.numberNode(0.5);
            case 5 -> JSON.stringNode("");
            case 6 -> JSON.stringNode("\u0000\uD800");
            case 7 -> JSON.stringNode("n".repeat(600));
            case 8 -> JSON.arrayNode().add(JSON.arrayNode());
            default -> JSON.objectNode().set("a", JSON.numberNode(1));
        };
    }
}
