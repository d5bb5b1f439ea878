package io.semblance.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Objects of Kubernetes, read from YAML.
 *
 * @param objects in their order; nothing but objects
 */
record Manifests(List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads all documents of a text; empty ones count for nothing. */
    static Manifests parse(String yaml) {
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            documents.forEachRemaining(document -> {
                if (document.isObject()) {
                    objects.add(document);
                }
            });
        } catch (IOException faulty) {
            throw new UncheckedIOException(faulty);
        }
        return new Manifests(List.copyOf(objects));
    }

    /** All of one kind. */
    List<JsonNode> all(String kind) {
        return objects.stream().filter(object -> object.get("kind").asText().equals(kind)).toList();
    }

    /** The only one of its kind. */
    JsonNode only(String kind) {
        List<JsonNode> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("there are " + found.size() + " objects of the kind " + kind);
        }
        return found.getFirst();
    }

    /** The pods: those of templates, and those that stand alone; by kind and name. */
    Map<String, JsonNode> podSpecs() {
        Map<String, JsonNode> pods = new TreeMap<>();
        for (JsonNode object : objects) {
            JsonNode spec = object.at(switch (object.get("kind").asText()) {
                case "Pod" -> "/spec";
                case "CronJob" -> "/spec/jobTemplate/spec/template/spec";
                default -> "/spec/template/spec";
            });
            if (!spec.isMissingNode()) {
                pods.put(name(object), spec);
            }
        }
        return pods;
    }

    /** Value of a variable of the service's container; empty if it is not set. */
    String variable(String name) {
        for (JsonNode variable : only("StatefulSet").at("/spec/template/spec/containers/0/env")) {
            if (variable.get("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        return "";
    }

    /**
     * What holds without Helm as well: no tests, no marks of Helm, no namespace; variables by name, since kustomize moves
     * those that it replaces to the front. By kind and name.
     */
    Map<String, JsonNode> plain() {
        Map<String, JsonNode> plain = new TreeMap<>();
        for (JsonNode object : objects) {
            if (object.at("/metadata/annotations/helm.sh~1hook").isMissingNode()) {
                ObjectNode copy = object.deepCopy();
                ObjectNode metadata = (ObjectNode) copy.get("metadata");
                metadata.remove("namespace");
                ((ObjectNode) metadata.get("labels")).remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
                sortVariables(copy.at("/spec/template/spec/containers/0/env"));
                plain.put(name(copy), copy);
            }
        }
        return plain;
    }

    private static void sortVariables(JsonNode variables) {
        if (variables instanceof ArrayNode array) {
            List<JsonNode> sorted = new ArrayList<>();
            array.forEach(sorted::add);
            sorted.sort(Comparator.comparing(variable -> variable.get("name").asText()));
            array.removeAll().addAll(sorted);
        }
    }

    private static String name(JsonNode object) {
        return object.get("kind").asText() + " " + object.at("/metadata/name").asText();
    }
}
