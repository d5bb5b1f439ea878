package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What ends a process if nothing keeps it apart, for some seconds in processes of their own. One more trap has no guard and
 * needs none: the library forgets a metric of one's own when it reads a file, and {@link Graph} takes no such metric.
 */
@BesideOthers
class GraphGuardsTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void onlyWithTheLibrary() {
        PackedForTests.library();
    }

    @ParameterizedTest
    @EnumSource
    void processSurvives(GraphStress.Scenario scenario) throws Exception {
        Child child = run(GraphStress.class, scenario.name(), 3);
        assertThat(child.exit()).as(child.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("night")
    void processSurvivesForLong(GraphStress.Scenario scenario) throws Exception {
        Child child = run(GraphStress.class, scenario.name(), 60);
        assertThat(child.exit()).as(child.output()).isZero();
    }

    /** That the guards guard against something: the first two are races, which took 4 to 33 seconds when it was tried. */
    @ParameterizedTest
    @EnumSource
    @Tag("night")
    void processEndsWithoutTheGuard(UnguardedCalls.Scenario scenario) throws Exception {
        Child child = run(UnguardedCalls.class, scenario.name(), 180);
        assertThat(child.exit()).as(child.output()).isNotZero();
        assertThat(child.output()).containsAnyOf("SIGSEGV", "SIGBUS", "Unrecoverable uncaught exception");
    }

    private record Child(int exit, String output) {
    }

    private Child run(Class<?> main, String scenario, int seconds) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve("error"), "-cp", System.getProperty("java.class.path", ""),
                main.getName(), scenario, Integer.toString(seconds), directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return new Child(process.waitFor(), Files.readString(output));
    }
}
