package io.semblance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path from the top of the project
 * @param lines its text
 */
public record MarkdownPage(Path path, List<String> lines) {

    /** Begins and ends a block of code, perhaps inside a list. */
    public static final Pattern FENCE = Pattern.compile("\\s*```.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)#*\\s*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    /** All pages of the project: those at the top and those below {@code docs}. */
    public static List<MarkdownPage> all() {
        try (Stream<Path> top = Files.list(Path.of("")); Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs).filter(path -> path.toString().endsWith(".md")).sorted()
                    .map(MarkdownPage::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One page, by its path from the top of the project. */
    public static MarkdownPage read(Path path) {
        try {
            return new MarkdownPage(path, Files.readAllLines(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands in the block of code that begins in this line, counted from 0; a mark stands in the line before it. */
    public String block(int line) {
        if (line >= lines.size() || !FENCE.matcher(lines.get(line)).matches()) {
            throw new IllegalStateException(path + ", line " + line + ": a mark stands in the line before a block");
        }
        StringBuilder block = new StringBuilder();
        for (int i = line + 1; !FENCE.matcher(lines.get(i)).matches(); i++) {
            block.append(lines.get(i)).append('\n');
        }
        return block.toString();
    }

    /** Targets of its links, as written. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(INLINE_CODE.matcher(String.join("\n", prose())).replaceAll(""));
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }

    /** Names under which its headings can be linked, by GitHub's rule. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = NOT_IN_ANCHORS.matcher(heading.group(1).strip().toLowerCase(Locale.ROOT)).replaceAll("")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose;
    }
}
