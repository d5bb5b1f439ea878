package io.semblance.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/reference/settings.md says what the code does: names, variables, aliases, defaults and descriptions. */
class SettingsReferenceTest {

    private static final Path PAGE = Path.of("docs/reference/settings.md");

    @Test
    void tableOfThePageIsThatOfTheCode() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `semblance.")).toList();
        assertThat(rows).containsExactlyElementsOf(expectedRows());
    }

    @Test
    void pageNamesEveryVariableThatIsIgnored() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(new TreeSet<>(IsccSearchNames.WITHOUT_MEANING))
                .allSatisfy(name -> assertThat(page).contains("`ISCC_SEARCH_" + name + "`"));
        assertThat(KnownNames.SYSTEM_PROPERTIES).allSatisfy(name -> assertThat(page).contains("`-D" + name));
    }

    private static List<String> expectedRows() throws IOException {
        Map<String, String> descriptions = descriptions();
        List<String> rows = new ArrayList<>();
        for (Setting setting : Setting.all()) {
            rows.add("| `" + setting.name() + "` | `" + setting.variable() + "` | "
                    + code(IsccSearchNames.variableOf(setting.name())) + " | " + code(setting.defaultText()) + " | "
                    + Objects.requireNonNull(descriptions.get(setting.name()), setting.name()) + " |");
        }
        return rows;
    }

    private static String code(@Nullable String text) {
        return text == null ? "" : "`" + text + "`";
    }

    /** The configuration processor keeps the Javadoc of each component. */
    private static Map<String, String> descriptions() throws IOException {
        Map<String, String> descriptions = new HashMap<>();
        try (InputStream file = SemblanceSettings.class
                .getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : JsonMapper.shared().readTree(Objects.requireNonNull(file)).get("properties")) {
                descriptions.put(property.get("name").asString(), property.path("description").asString(""));
            }
        }
        return descriptions;
    }
}
