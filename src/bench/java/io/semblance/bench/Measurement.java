package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One measurement: named facts in the order they were put. Printed as a small table for people and as one JSON line, with
 * the facts of the machine, for programs; the line is also appended to the file of {@code --json}.
 */
final class Measurement {

    private final LinkedHashMap<String, Object> facts = new LinkedHashMap<>();

    Measurement(String kind, Options options) {
        facts.put("measure", options.text("measure", kind));
        facts.put("service", options.text("service", "semblance"));
        if (options.has("stored")) {
            facts.put("stored", options.count("stored", 0));
        }
    }

    void put(String name, Object value) {
        facts.put(name, value);
    }

    void print(Options options) throws IOException {
        System.out.println(table());
        facts.putAll(MachineFacts.read());
        String line = facts.entrySet().stream().map(fact -> quote(fact.getKey()) + ":" + json(fact.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        System.out.println(line);
        if (options.has("json")) {
            Files.writeString(Path.of(options.required("json")), line + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private String table() {
        var names = new StringBuilder();
        var values = new StringBuilder();
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            String value = String.valueOf(fact.getValue());
            int width = Math.max(fact.getKey().length(), value.length());
            names.append(("%-" + width + "s  ").formatted(fact.getKey()));
            values.append(("%-" + width + "s  ").formatted(value));
        }
        return names.toString().stripTrailing() + System.lineSeparator() + values.toString().stripTrailing();
    }

    private static String json(Object value) {
        return value instanceof Number ? value.toString() : quote(value.toString());
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
