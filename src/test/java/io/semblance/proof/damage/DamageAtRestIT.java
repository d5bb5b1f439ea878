package io.semblance.proof.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.semblance.proof.BesideOthers;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * R3: damage at rest. 500 random damages in {@code verify}, 100,000 at night: bits
 * flipped, files cut, zeroed by the page, exchanged, put back from yesterday, removed. After each the data layer starts, and
 * every index gives exactly the model's answers or is refused in words. Damaged snapshots have a test of their own,
 * {@code DamagedSnapshotTest}.
 */
@BesideOthers
class DamageAtRestIT {

    @TempDir
    Path directory;

    private long detected;
    private long harmless;
    private String last = "";
    private final List<String> wrong = new ArrayList<>();
    private final List<String> controls = new ArrayList<>();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whateverIsDamagedTheStartSucceedsAndNoAnswerIsWrong(TestReporter report) throws Exception {
        damages(Rounds.of(500), report);
    }

    @Test
    @Tag("night")
    void nightlyDamagesAreAllDetectedOrHarmless(TestReporter report) throws Exception {
        damages(Rounds.atNight("damages", 100_000), report);
    }

    private void damages(Rounds damages, TestReporter report) throws Exception {
        long seed = Seeds.next();
        Path log = directory.resolve("child.log");
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders",
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:ErrorFile=" + directory.resolve("crash.log"), "-cp",
                System.getProperty("java.class.path", "") + File.pathSeparator, DamageChild.class.getName(),
                directory.resolve("data").toString(), Long.toString(seed))
                .redirectError(log.toFile()).start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
                BufferedWriter asking = child.outputWriter(StandardCharsets.UTF_8)) {
            ask(asking, damages);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (take(line)) {
                    ask(asking, damages);
                }
            }
            int code = child.waitFor();
            String at = "seed " + seed + ", at " + last;
            assertThat(wrong).as(at).isEmpty();
            assertThat(code).as("the child ended with %d; %s; its log: %s", code, at, tail(log)).isZero();
            assertThat(last).as(at).isEqualTo("done");
            assertThat(detected + harmless).as(at).isEqualTo(damages.number());
            assertThat(detected).as(at).isGreaterThan(damages.number() / 3);
            // Shown a sound record that says something else, one that is gone, and a refusal for no reason, the judge objects.
            assertThat(controls).as(at).containsExactly("control beta: holds other assets",
                    "control alpha: is not there, and nobody says why",
                    "control gamma: is refused though nothing of its record was touched");
        } finally {
            child.destroyForcibly();
        }
        report.publishEntry("damages",
                "seed " + seed + ": tried " + damages.number() + ", detected " + detected + ", harmless "
                        + harmless);
        tally(damages.number());
    }

    /** Asks for another damage, or tells that there are to be no more. */
    private static void ask(BufferedWriter child, Rounds damages) throws IOException {
        if (damages.next()) {
            child.write("another\n");
            child.flush();
        } else {
            child.close();
        }
    }

    /** True if a damage has been judged. */
    private boolean take(String line) {
        if (line.startsWith("detected ")) {
            detected++;
        } else if (line.equals("harmless")) {
            harmless++;
        } else if (line.startsWith("WRONG ")) {
            wrong.add(last + ": " + line);
        } else if (line.startsWith("control ")) {
            controls.add(line);
        } else if (line.startsWith("try ") || line.equals("done")) {
            last = line;
        }
        return line.startsWith("detected ") || line.equals("harmless") || line.startsWith("WRONG ");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private void tally(long tried) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "proof"));
        Files.writeString(folder.resolve("damages.properties"),
                "damages-tried=" + tried + "\ndamages-detected=" + detected + "\ndamages-harmless=" + harmless + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
