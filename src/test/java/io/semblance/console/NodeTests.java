package io.semblance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Runs files of {@code node:test} and makes a JUnit test of each of theirs, from what they print (TAP 13). */
final class NodeTests {

    private static final ExternalTool NODE = ExternalTool.debian("node", "nodejs");
    private static final int OLDEST_NODE = 20;
    private static final Pattern RESULT = Pattern.compile("^(ok|not ok) \\d+ - (.*)$");

    private NodeTests() {
    }

    /** One test of a file: what it claims, whether that held, and what was printed about it. */
    private record Claim(String name, boolean held, StringBuilder printed) {

        DynamicTest asTest() {
            return DynamicTest.dynamicTest(name, () -> assertThat(held).as("%s%n%s", name, printed).isTrue());
        }
    }

    /** Skips the test that asks where there is no Node.js, or one too old. */
    static void require() throws IOException, InterruptedException {
        String version = ExternalProcess.run(NODE.require().toString(), "--version").succeeded().strip();
        Assumptions.assumeTrue(Integer.parseInt(version.replaceAll("^v(\\d+).*", "$1")) >= OLDEST_NODE,
                () -> "skipped: needs node " + OLDEST_NODE + " or later, and there is " + version);
    }

    /** The tests of files of {@code src/test/npm/console}, which have run when this returns. */
    static Stream<DynamicTest> of(Map<String, String> environment, String... files)
            throws IOException, InterruptedException {
        require();
        List<String> command = new ArrayList<>(
                List.of(NODE.require().toString(), "--test", "--test-concurrency=1",
                        "--test-reporter=tap"));
        for (String file : files) {
            command.add(Path.of("console", file).toString());
        }
        ExternalProcess process = ExternalProcess.run(ExternalTool.NPM, environment, command);
        List<Claim> claims = claims(process.output());
        assertThat(claims).as(process.output()).isNotEmpty();
        assertThat(process.exitCode() == 0).as(process.output()).isEqualTo(claims.stream().allMatch(Claim::held));
        return claims.stream().map(Claim::asTest);
    }

    private static List<Claim> claims(String tap) {
        List<Claim> claims = new ArrayList<>();
        for (String line : tap.split("\n", -1)) {
            Matcher result = RESULT.matcher(line);
            if (result.matches()) {
                claims.add(new Claim(result.group(2), result.group(1).equals("ok"), new StringBuilder()));
            } else if (!claims.isEmpty()) {
                claims.getLast().printed().append(line).append('\n');
            }
        }
        return claims;
    }
}
