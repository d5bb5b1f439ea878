package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The page of values is made from {@code values.yaml}; every value says there why it exists, and they stay few. */
class ChartValuesReferenceTest {

    private static final Path PAGE = Path.of("docs", "reference", "chart-values.md");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
    private static final Pattern COMMENT = Pattern.compile(" *# (-- )?(.*)");
    private static final int MOST_VALUES = 160;
    private static final int MOST_TEMPLATES = 15;

    /** A value, by its path, with what the comment above it says. */
    private record Described(String path, String comment) {
    }

    @Test
    void pageIsMadeFromTheValues() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                        # Chart values

                        Values of the chart [helm/semblance](../../helm/semblance/values.yaml), from which this page is made. A name
                        that is not here is refused. How to use them: [Deploy on Kubernetes](../how-to/deploy-on-kubernetes.md).

                        | value | default | why |
                        |---|---|---|
                        """);
        Map<String, JsonNode> defaults = defaults();
        for (Described value : described()) {
            page.append("| `").append(value.path).append("` | `").append(defaults.get(value.path)).append("` | ")
                    .append(value.comment.replace("|", "\\|")).append(" |\n");
        }
        if (Boolean.getBoolean(GoldenRendersTest.UPDATE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "").as("""
                %s, which is written anew by ./mvnw test -Dtest='io.semblance.chart.*Test' -D%s=true""", PAGE,
                GoldenRendersTest.UPDATE).isEqualTo(page.toString());
    }

    @Test
    void everyValueSaysWhyAndTheyStayFew() throws IOException {
        assertThat(described()).extracting(Described::path).containsExactlyElementsOf(defaults().keySet())
                .hasSizeLessThanOrEqualTo(MOST_VALUES);
        assertThat(described()).allSatisfy(value -> assertThat(value.comment).as(value.path).endsWith("."));
        try (Stream<Path> templates = Files.walk(Chart.OURS.folder().resolve("templates"))) {
            assertThat(templates.filter(Files::isRegularFile)).hasSizeLessThanOrEqualTo(MOST_TEMPLATES);
        }
    }

    @Test
    void schemaHasEveryValueAndNoOther() throws IOException {
        Set<String> known = new HashSet<>();
        JsonNode schema = new YAMLMapper()
                .readTree(Files.readString(Chart.OURS.folder().resolve("values.schema.json")));
        collect(schema, "", known);
        known.remove("global");
        assertThat(known).isEqualTo(defaults().keySet());
    }

    private static void collect(JsonNode schema, String path, Set<String> known) {
        if (!schema.has("properties") || path.startsWith("affinity")) {
            known.add(path);
            return;
        }
        schema.get("properties").properties().forEach(property -> collect(property.getValue(),
                path.isEmpty() ? property.getKey() : path + "." + property.getKey(), known));
    }

    /** Defaults by path, in their order; lists and empty maps are values, and so is the one map that has an entry. */
    private static Map<String, JsonNode> defaults() throws IOException {
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        flatten(new YAMLMapper().readTree(Files.readString(Chart.OURS.folder().resolve("values.yaml"))), "", defaults);
        return defaults;
    }

    private static void flatten(JsonNode node, String path, Map<String, JsonNode> defaults) {
        if (node.isObject() && !node.isEmpty() && !path.endsWith(".labels")) {
            node.properties().forEach(property -> flatten(property.getValue(),
                    path.isEmpty() ? property.getKey() : path + "." + property.getKey(), defaults));
        } else {
            defaults.put(path, node);
        }
    }

    /** The keys that have a comment that begins with two dashes right above them. */
    private static List<Described> described() throws IOException {
        List<Described> described = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : Files.readAllLines(Chart.OURS.folder().resolve("values.yaml"))) {
            Matcher said = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (said.matches()) {
                if (said.group(1) != null) {
                    comment.setLength(0);
                    comment.append(said.group(2));
                } else if (!comment.isEmpty()) {
                    comment.append(' ').append(said.group(2));
                }
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.add(key.group(2));
                if (!comment.isEmpty()) {
                    described.add(new Described(String.join(".", path), comment.toString()));
                }
                comment.setLength(0);
            }
        }
        return described;
    }
}
