package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class DocumentedBlocksTest {

    private static final Pattern COMMANDS = Pattern.compile("\\s*```(sh|bash|console|shell)\\s*");
    private static final Pattern MARK = Pattern
            .compile("\\s*<!-- (test|runbook)(: .+)? -->|\\s*<!-- (run by \\w+|not run: .+) -->");

    /** Commands that nobody runs are wrong sooner or later; where they cannot be run the page says why. */
    @Test
    void everyBlockOfCommandsIsRunByATestOrSaysWhyNot() {
        List<String> unmarked = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            boolean code = false;
            for (int i = 0; i < page.lines().size(); i++) {
                if (!MarkdownPage.FENCE.matcher(page.lines().get(i)).matches()) {
                    continue;
                }
                code = !code;
                if (code && COMMANDS.matcher(page.lines().get(i)).matches()
                        && (i == 0 || !MARK.matcher(page.lines().get(i - 1)).matches())) {
                    unmarked.add(page.path() + ", line " + (i + 1));
                }
            }
        }
        assertThat(unmarked).as("blocks of commands without a mark, see docs/README.md, Examples are tests").isEmpty();
    }
}
