package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.observed.Alert;
import io.semblance.observed.AlertRules;
import io.semblance.process.MarkdownPage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {

    private static final Pattern MARK = Pattern.compile("\\s*<!-- (runbook|not run): .+ -->\\s*");

    private static final Path DRILLS = Path.of("src", "test", "java", "io", "semblance", "runbook");

    static List<Runbook> pages() {
        return Runbook.all();
    }

    @Test
    void everyAlertHasItsPageAndEveryPageAnAlert() {
        assertThat(pages()).extracting(Runbook::name)
                .containsExactlyElementsOf(
                        AlertRules.alerts().stream().map(Alert::runbook).distinct().sorted().toList());
    }

    /** Whoever relies on a page should know when it was last tried. */
    @Test
    void theMapNamesEachDrillThatIsHeldAtNightOnly() throws IOException {
        Set<String> named = Pattern.compile("`(\\w+IT)`").matcher(String.join("\n", MarkdownPage
                .read(Runbook.FOLDER.resolve("README.md")).lines())).results().map(found -> found.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> sources = Files.list(DRILLS)) {
            Set<String> tagged = new TreeSet<>();
            for (Path source : sources.filter(one -> one.toString().endsWith("IT.java")).toList()) {
                if (Files.readString(source).contains("@Tag(\"night\")")) {
                    tagged.add(String.valueOf(source.getFileName()).replace(".java", ""));
                }
            }
            assertThat(named).isEqualTo(tagged);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsBuiltTheSameWay(Runbook page) {
        assertThat(page.sections()).as(page.name()).isEqualTo(Runbook.SECTIONS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void symptomNamesTheAlertsThatLinkHere(Runbook page) {
        String text = String.join("\n", page.page().lines());
        String symptom = text.substring(text.indexOf("## Symptom"), text.indexOf("## Confirm"));
        assertThat(symptom).contains(AlertRules.alerts().stream().filter(one -> one.runbook().equals(page.name()))
                .map(Alert::name).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsRunOrSaysWhyNot(Runbook page) {
        boolean code = false;
        for (int i = 0; i < page.page().lines().size(); i++) {
            if (MarkdownPage.FENCE.matcher(page.page().lines().get(i)).matches()) {
                code = !code;
                if (code) {
                    assertThat(page.page().lines().get(i - 1)).as("%s, line %s", page.page().path(), i)
                            .matches(MARK);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aStepIsNamedAfterItsSection(Runbook page) {
        assertThat(page.blocks()).allSatisfy(
                block -> assertThat(block.section()).as(block.place())
                        .startsWithIgnoringCase(block.step().split("[ ,]", 2)[0]));
    }
}
