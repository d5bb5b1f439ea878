package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;

/**
 * A block of a guide that needs more than the one service that the tests of the documentation start, so that a test of
 * this package runs it. The mark before the block names that test.
 *
 * @param place page and line
 * @param text what the block holds
 */
record GuideBlock(String place, String text) {

    private static final String FENCE = "```";
    /** An answer that tells of a fault fails the block, as in the tests of the documentation. */
    private static final String PRELUDE = """
            set -euo pipefail
            export no_proxy='*'
            curl() { command curl --silent --show-error --fail-with-body "$@"; }
            """;

    /** The block behind the mark that holds a text; there must be one such mark. */
    static GuideBlock of(Path page, String mark) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<String> marks = lines.stream().filter(line -> line.strip().startsWith("<!--") && line.contains(mark))
                .toList();
        assertThat(marks).as("marks in %s with %s", page, mark).hasSize(1);
        int from = lines.indexOf(marks.getFirst()) + 2;
        assertThat(lines.get(from - 1).strip()).as("%s: a mark stands in the line before a block", page)
                .startsWith(FENCE);
        int length = (int) lines.subList(from, lines.size()).stream().takeWhile(line -> !line.strip().equals(FENCE))
                .count();
        return new GuideBlock(page + ", line " + from, String.join("\n", lines.subList(from, from + length)) + "\n");
    }

    /** With other texts in the place of some, each of which must occur. */
    GuideBlock with(Map<String, String> replaced) {
        String changed = text;
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            assertThat(changed).as(place).contains(entry.getKey());
            changed = changed.replace(entry.getKey(), entry.getValue());
        }
        return new GuideBlock(place, changed);
    }

    /** Runs it in bash; what it printed. */
    String run(Path directory, String functions) throws IOException, InterruptedException {
        return ExternalProcess.run(directory, Map.of(), List.of("bash", "-c", PRELUDE + functions + "\n" + text))
                .succeeded();
    }
}
