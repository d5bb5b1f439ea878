package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.process.ServiceProcess;
import io.semblance.proof.BesideOthers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program as a process: what it prints where, and how it ends. */
@BesideOthers
class CommandLineIT {

    private static final Pattern RUN_HERE = Pattern
            .compile("<!-- run by CommandLineIT -->\n\n?```sh\n(.*?)```\n", Pattern.DOTALL);

    @TempDir
    Path directory;

    /** How a run ended and what it printed. */
    private record Run(int exit, String out, String err) {

        JsonNode finding(String id) {
            return JsonMapper.shared().readTree(out).get("findings").valueStream()
                    .filter(finding -> finding.get("id").asString().equals(id)).findFirst().orElseThrow();
        }

        String severity(String id) {
            return finding(id).get("severity").asString();
        }
    }

    @Test
    void misspeltWordsEndWithTwoAndTheUsageAndNoTrace() throws Exception {
        for (String words : List.of("docter", "doctor --jsn", "estimate --assets many", "estimate --assets 0",
                "estimate")) {
            Run run = semblance(words);
            assertThat(run.exit).as(words).isEqualTo(2);
            assertThat(run.out).as(words).isEmpty();
            assertThat(run.err).as(words).contains("Usage: semblance").doesNotContain("\tat ");
        }
    }

    @Test
    void doctorTellsWhoHoldsTheDirectoryWhileTheServiceRuns() throws Exception {
        try (ServiceProcess service = ServiceProcess.start("usearch://" + data(), directory.resolve("log"),
                ServiceProcess.QUICK).awaitReady()) {
            Run run = semblance("doctor --json --semblance.index-uri=usearch://" + data());
            assertThat(run.severity("lock")).isEqualTo("information");
            assertThat(run.finding("lock").get("found").asString()).contains("held by pid").contains(service.url());
            assertThat(run.severity("data-directory")).isEqualTo("fine");
            assertThat(run.severity("scan-kernel")).as("that of the service is not known").isEqualTo("information");
            assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void exitCodeFollowsTheWorstFinding() throws Exception {
        Run fine = semblance("doctor --json --semblance.index-uri=usearch://" + data());
        JsonNode report = JsonMapper.shared().readTree(fine.out);
        assertThat(fine.exit).as(fine.out).isEqualTo(exit(report.get("severity").asString()));
        Run error = semblance("doctor --semblance.index-uri=usearch://" + data() + " --semblance.api-secret=changeme");
        assertThat(error.exit).isEqualTo(DoctorCommand.ERRORS);
        assertThat(error.out).contains("error    secret ").doesNotContain("changeme");
        Run refused = semblance("doctor --semblance.prot=1");
        assertThat(refused.exit).isEqualTo(DoctorCommand.ERRORS);
        assertThat(refused.out).contains("error    settings ").contains("semblance.port");
    }

    private static int exit(String severity) {
        return switch (severity) {
            case "error" -> DoctorCommand.ERRORS;
            case "warning" -> DoctorCommand.WARNINGS;
            default -> 0;
        };
    }

    @Test
    void fewOpenFilesAreAnErrorAndAPlainJavaLacksFlags() throws Exception {
        Run few = shell("ulimit -n 200; bin/semblance doctor --json --semblance.index-uri=usearch://" + data());
        assertThat(few.severity("open-files")).as(few.out).isEqualTo("error");
        Run plain = shell(Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + jar()
                + " doctor --json --semblance.index-uri=usearch://" + data());
        assertThat(plain.severity("jvm-flags")).isEqualTo("warning");
        assertThat(plain.severity("scan-kernel")).isEqualTo("warning");
    }

    @Test
    void smallFileSystemInMemoryIsFullAndLost() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        Run mounted = shell("mount -t tmpfs -o size=8m tmpfs " + mount);
        Assumptions.assumeTrue(mounted.exit == 0, "skipped: no right to mount a file system: " + mounted.err.strip());
        try {
            Run run = semblance("doctor --json --semblance.index-uri=usearch://" + mount.resolve("data"));
            assertThat(run.severity("free-space")).isEqualTo("error");
            assertThat(run.severity("mount")).isEqualTo("error");
            assertThat(run.severity("file-system")).isEqualTo("fine");
        } finally {
            shell("umount " + mount);
        }
    }

    @Test
    void commandsOfThePagesRun() throws Exception {
        int commands = 0;
        for (String page : List.of("docs/how-to/check-with-doctor.md", "docs/how-to/size.md")) {
            Matcher block = RUN_HERE.matcher(Files.readString(Path.of(page)));
            while (block.find()) {
                Run run = shell(block.group(1).replace("bin/semblance doctor",
                        "bin/semblance doctor --semblance.index-uri=usearch://" + data()));
                assertThat(run.exit).as("%s in %s: %s", block.group(1), page, run.err).isIn(0, DoctorCommand.WARNINGS,
                        DoctorCommand.ERRORS);
                assertThat(run.out).isNotEmpty();
                commands++;
            }
        }
        assertThat(commands).isGreaterThanOrEqualTo(4);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("semblance-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst().orElseThrow();
        }
    }

    private Run semblance(String words) throws IOException, InterruptedException {
        return run(new ArrayList<>(List.of(("bin/semblance " + words).split(" ", -1))));
    }

    private Run shell(String script) throws IOException, InterruptedException {
        return run(List.of("sh", "-c", script));
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEMBLANCE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exit = builder.start().waitFor();
        return new Run(exit, Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
