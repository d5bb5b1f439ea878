package io.semblance.runbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.process.MarkdownPage;

/**
 * A page of {@code docs/runbooks}. Every block of commands in it has a mark in the line before:
 * {@code <!-- runbook: step -->} is run by a test under the name of that step, and {@code <!-- not run: reason -->} is not.
 *
 * @param name of its file, without the ending
 * @param page its text
 */
record Runbook(String name, MarkdownPage page) {

    static final Path FOLDER = Path.of("docs", "runbooks");
    /** Every page has these, in this order. */
    static final List<String> SECTIONS = List.of("Symptom", "Confirm", "First safe action", "Fix", "Verify", "Undo",
            "Prevent");

    private static final Pattern MARK = Pattern.compile("\\s*<!-- runbook: (.+) -->\\s*");
    private static final Pattern SECTION = Pattern.compile("## (.+)");

    /**
     * A block of commands.
     *
     * @param section heading of the part in which it stands
     * @param step what its mark says
     * @param place page and line
     * @param script the commands
     */
    record Block(String section, String step, String place, String script) {
    }

    static Runbook of(String name) {
        return new Runbook(name, MarkdownPage.read(FOLDER.resolve(name + ".md")));
    }

    /** All pages but the map of them. */
    static List<Runbook> all() {
        return MarkdownPage.all().stream().map(MarkdownPage::path)
                .filter(path -> path.startsWith(FOLDER) && !path.endsWith("README.md"))
                .map(path -> of(String.valueOf(path.getFileName()).replace(".md", ""))).toList();
    }

    List<String> sections() {
        return page.lines().stream().map(SECTION::matcher).filter(Matcher::matches).map(found -> found.group(1))
                .toList();
    }

    /** The blocks that are run, in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String section = "";
        for (int i = 0; i < page.lines().size(); i++) {
            String line = page.lines().get(i);
            Matcher heading = SECTION.matcher(line);
            Matcher mark = MARK.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (mark.matches()) {
                blocks.add(new Block(section, mark.group(1), page.path() + ", line " + (i + 2), page.block(i + 1)));
            }
        }
        return blocks;
    }

    /** The blocks of one step. */
    List<Block> step(String step) {
        List<Block> found = blocks().stream().filter(block -> block.step().equals(step)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(page.path() + " has no step '" + step + "'");
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
