package io.semblance.process;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares JSON as a document shows it with the real one. What a document leaves out it writes as {@code ...}, in three
 * places: as the end of a string, which then stands for every string that begins so, and alone for any value at all; as
 * the last member {@code "...": "..."}, for any further members; as the last item {@code "..."} of an array, for any
 * further items. Everything else must be equal as a value: the order of members is free, numbers are compared as numbers.
 */
final class ShortenedJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DOTS = "...";

    private final List<String> differences = new ArrayList<>();

    private ShortenedJson() {
    }

    /**
     * Where the two differ, each with its JSON Pointer; empty if they agree.
     *
     * @param shown one JSON value, or several of them as in NDJSON
     */
    static List<String> differences(String shown, String actual) {
        List<JsonNode> expected = values(shown);
        List<JsonNode> found = values(actual);
        ShortenedJson comparison = new ShortenedJson();
        if (expected.size() != found.size()) {
            return List.of(expected.size() + " values are shown, and there are " + found.size() + ": " + actual);
        }
        for (int i = 0; i < expected.size(); i++) {
            comparison.compare(expected.size() == 1 ? "" : "value " + (i + 1) + " ", expected.get(i), found.get(i));
        }
        return comparison.differences;
    }

    private static List<JsonNode> values(String text) {
        List<JsonNode> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                values.add(parser.readValueAsTree());
            }
        }
        return values;
    }

    private void compare(String at, JsonNode shown, JsonNode actual) {
        if (shown.isString() && shown.stringValue().equals(DOTS)) {
            return;
        }
        if (shown.isObject() && actual.isObject()) {
            compareMembers(at, shown, actual);
        } else if (shown.isArray() && actual.isArray()) {
            compareItems(at, shown, actual);
        } else if (!isSame(shown, actual)) {
            differences.add(at + ": " + shown + " is shown, and it is " + actual);
        }
    }

    private static boolean isSame(JsonNode shown, JsonNode actual) {
        if (shown.isNumber() && actual.isNumber()) {
            return shown.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (shown.isString() && actual.isString() && shown.stringValue().endsWith(DOTS)) {
            String start = shown.stringValue();
            return actual.stringValue().startsWith(start.substring(0, start.length() - DOTS.length()));
        }
        return shown.equals(actual);
    }

    private void compareMembers(String at, JsonNode shown, JsonNode actual) {
        for (String name : shown.propertyNames()) {
            if (!name.equals(DOTS)) {
                compareIfPresent(at + "/" + name, shown.get(name), actual.path(name));
            }
        }
        for (String name : actual.propertyNames()) {
            if (!shown.has(name) && !shown.has(DOTS)) {
                differences.add(at + "/" + name + ": is not shown, and it is " + actual.get(name));
            }
        }
    }

    private void compareItems(String at, JsonNode shown, JsonNode actual) {
        int size = shown.size();
        boolean shortened = size > 0 && shown.get(size - 1).isString()
                && shown.get(size - 1).stringValue().equals(DOTS);
        int compared = shortened ? size - 1 : size;
        for (int i = 0; i < compared; i++) {
            compareIfPresent(at + "/" + i, shown.get(i), actual.path(i));
        }
        if (!shortened && actual.size() > size) {
            differences.add(at + ": " + size + " items are shown, and there are " + actual.size());
        }
    }

    private void compareIfPresent(String at, JsonNode shown, JsonNode actual) {
        if (actual.isMissingNode()) {
            differences.add(at + ": is shown, and it is absent");
        } else {
            compare(at, shown, actual);
        }
    }
}
