package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class DocumentationLinksTest {

    private static final Pattern ABSOLUTE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Path MAP = Path.of("docs", "README.md");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (String link : page.links()) {
                if (!ABSOLUTE.matcher(link).matches() && !leadsSomewhere(page, link)) {
                    dead.add(page.path() + ": " + link);
                }
            }
        }
        assertThat(dead).as("links to files or headings that do not exist").isEmpty();
    }

    private static boolean leadsSomewhere(MarkdownPage page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1));
    }

    /** A page that nobody finds is not documentation. */
    @Test
    void mapOfTheDocumentationNamesEveryPage() {
        List<Path> named = MarkdownPage.read(MAP).links().stream()
                .map(link -> MAP.resolveSibling(link).normalize()).toList();
        List<Path> pages = MarkdownPage.all().stream().map(MarkdownPage::path)
                .filter(path -> path.startsWith("docs") && !path.equals(MAP)).toList();
        assertThat(named).containsAll(pages);
    }
}
