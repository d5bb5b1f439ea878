package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

class CommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "--semblance.port=1", "serve --semblance.port=1", "--spring.main.lazy=true x"})
    void serviceStartsWithoutWordsWithSettingsAndWithServe(String line) {
        assertThat(Commands.startService(words(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "--help", "-h", "--version", "serve --help", "sevre", "-x", "doctor --json"})
    void everyOtherFirstWordIsASubcommand(String line) {
        assertThat(Commands.startService(words(line))).isFalse();
    }

    @Test
    void misspeltCommandIsNamedWithTheNearestOneAndTheUsage() {
        assertThat(execute("sevre")).isEqualTo(2);
        assertThat(err.toString()).contains("'sevre'").contains("serve?").contains("Usage: semblance")
                .doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
    }

    /** On a small screen the usage would push it out. */
    @Test
    void whatIsWrongStandsLast() {
        for (String line : List.of("nonsense", "estimate", "estimate --assets -5", "estimate --assets=-5")) {
            err.getBuffer().setLength(0);
            assertThat(execute(words(line))).as(line).isEqualTo(2);
            assertThat(err.toString()).as(line).startsWith("Usage: semblance");
            assertThat(err.toString().strip().lines().toList().reversed().subList(0, 2)).as(line)
                    .anyMatch(last -> last.contains("nonsense") || last.contains("--assets"));
        }
    }

    @Test
    void noCommandAndUnknownOptionAreMistakes() {
        assertThat(execute("-x")).isEqualTo(2);
        assertThat(err.toString()).contains("'-x'").contains("Usage: semblance");
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing command.");
    }

    @Test
    void estimateCountsGraphsFromWhereTheSettingHasThem() {
        assertThat(execute(words("estimate --assets 1000000 --json"))).isZero();
        assertThat(out.toString()).contains("\"graph_bytes\" : 0,");
        assertThat(execute(words("estimate --assets 1000000 --json --semblance.graph.from=1000000"))).isZero();
        assertThat(out.toString()).contains("\"graph_bytes\" : 1206000000,");
        assertThat(err.toString()).isEmpty();
        assertThat(execute(words("estimate --assets 10 --simprnts 5"))).isEqualTo(2);
        assertThat(err.toString()).contains("'--simprnts'");
    }

    @Test
    void helpAndVersionAreResults() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: semblance").contains("serve");
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).contains("Semblance ").contains("Java " + Runtime.version());
        assertThat(execute("serve", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: semblance serve").contains("--semblance.NAME=VALUE");
        assertThat(err.toString()).isEmpty();
    }

    private int execute(String... words) {
        CommandLine commands = Commands.commandLine();
        return commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ", -1);
    }
}
