package io.semblance.process;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A block of shell commands that a page shows and that is true. The line before the block is one of
 * {@code <!-- test -->}: run it; {@code <!-- test: killed and started again -->}: instead of running it kill the service
 * with SIGKILL and start it again on its data. The line before a block that shows what is printed is
 * {@code <!-- answer -->}.
 *
 * @param place page and line
 * @param restart whether the service is killed and started again instead
 * @param script the commands
 * @param answer what they print, as {@link ShortenedJson} reads it; null if the page does not show it
 */
record DocumentedExample(String place, boolean restart, String script, @Nullable String answer) {

    private static final String TEST = "<!-- test -->";
    private static final String RESTART = "<!-- test: killed and started again -->";
    private static final String ANSWER = "<!-- answer -->";

    /** The examples of a page, in their order. */
    static List<DocumentedExample> of(MarkdownPage page) {
        List<DocumentedExample> examples = new ArrayList<>();
        for (int i = 0; i < page.lines().size(); i++) {
            String mark = page.lines().get(i).strip();
            String place = page.path() + ", line " + (i + 1);
            if (mark.equals(TEST) || mark.equals(RESTART)) {
                examples.add(new DocumentedExample(place, mark.equals(RESTART), page.block(i + 1), null));
            } else if (mark.equals(ANSWER)) {
                DocumentedExample asked = examples.removeLast();
                examples.add(
                        new DocumentedExample(asked.place, asked.restart, asked.script, page.block(i + 1)));
            }
        }
        return examples;
    }
}
