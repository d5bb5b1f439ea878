package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a reader pastes from the documentation works and answers what is shown. The examples of a page run in their order,
 * in one directory, against a service of their own; {@link DocumentedExample} says how a page marks them.
 */
class DocumentationIT {

    private static final String SHOWN_URL = "http://localhost:8000";
    /** An answer that tells of a fault fails the example, and stays readable. */
    private static final String CURL = "curl() { command curl --silent --show-error --fail-with-body \"$@\"; }\n";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @BeforeAll
    static void shellAndCurlAreThere() {
        List<String> path = List.of(System.getenv("PATH").split(":", -1));
        for (String program : List.of("bash", "curl")) {
            Assumptions.assumeTrue(path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    "skipped: the documentation's examples need " + program + ", which is not installed");
        }
    }

    static Stream<MarkdownPage> pagesWithExamples() {
        return MarkdownPage.all().stream().filter(page -> !DocumentedExample.of(page).isEmpty());
    }

    @Test
    void readmeAndFirstTutorialAreTested() {
        assertThat(pagesWithExamples().map(MarkdownPage::path)).contains(Path.of("README.md"),
                Path.of("docs", "tutorials", "first-search.md"));
    }

    @ParameterizedTest
    @MethodSource("pagesWithExamples")
    void everyExampleAnswersAsShown(MarkdownPage page) throws IOException, InterruptedException {
        ServiceProcess service = start();
        try {
            for (DocumentedExample example : DocumentedExample.of(page)) {
                if (example.restart()) {
                    service.kill();
                    service = start();
                } else {
                    assertAnswer(example, service);
                }
            }
        } finally {
            service.close();
        }
    }

    private ServiceProcess start() throws IOException, InterruptedException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("service.log"),
                ServiceProcess.QUICK, "--semblance.demo=true").awaitReady();
    }

    private void assertAnswer(DocumentedExample example, ServiceProcess service)
            throws IOException, InterruptedException {
        assertThat(example.script()).as(example.place()).contains("curl", SHOWN_URL);
        Path answer = directory.resolve("answer");
        Path faults = directory.resolve("faults");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c",
                CURL + example.script().replace(SHOWN_URL, service.url())).directory(readersDirectory().toFile())
                .redirectOutput(answer.toFile()).redirectError(faults.toFile());
        builder.environment().put("no_proxy", "127.0.0.1");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(answer);
        assertThat(ended).as("%s ends", example.place()).isTrue();
        assertThat(process.exitValue()).as("%s: %s%s", example.place(), printed, Files.readString(faults)).isZero();
        if (example.answer() != null) {
            assertThat(ShortenedJson.differences(example.answer(), printed)).as(example.place()).isEmpty();
        }
    }

    private Path readersDirectory() throws IOException {
        return Files.createDirectories(directory.resolve("reader"));
    }
}
