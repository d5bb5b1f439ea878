package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the image says about itself, and what lies in it. */
@BesideOthers
class ImageIT {

    private static final Pattern POM_VERSION = Pattern
            .compile("<artifactId>semblance</artifactId>\\s*<version>([^<]+)<");

    private static ContainerEngine engine;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        engine = SemblanceImage.require();
    }

    @Test
    void labelsSayWhatWasBuilt() throws Exception {
        Matcher version = POM_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(label("version")).isEqualTo(version.group(1));
        assertThat(label("revision")).isEqualTo(SemblanceImage.REVISION);
        assertThat(label("created")).isEqualTo(SemblanceImage.CREATED);
        assertThat(label("licenses")).isEqualTo("Apache-2.0");
        assertThat(label("title")).isEqualTo("Semblance");
    }

    private static String label(String name) throws IOException, InterruptedException {
        return engine.inspect(SemblanceImage.NAME,
                "{{index .Config.Labels \"org.opencontainers.image." + name + "\"}}");
    }

    @Test
    void theJvmIsStartedWithoutAShellByAnUnprivilegedUser() throws Exception {
        assertThat(config("User")).isEqualTo("10001:10001");
        assertThat(config("Entrypoint")).startsWith("[/opt/java/bin/java ");
        assertThat(config("Cmd")).isEqualTo("[serve]");
        assertThat(config("StopSignal")).isIn("SIGTERM", "15");
        assertThat(config("Volumes")).contains("/data");
    }

    private static String config(String name) throws IOException, InterruptedException {
        return engine.inspect(SemblanceImage.NAME, "{{.Config." + name + "}}");
    }

    @Test
    void librariesAndApplicationAreLayersOfTheirOwn() throws Exception {
        String history = engine.call("history", "--no-trunc", "--format", "{{.CreatedBy}}", SemblanceImage.NAME)
                .succeeded();
        assertThat(history.lines().filter(line -> line.contains("COPY") && line.contains(" /app/")).toList())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void nothingInItBelongsToTheUserThatRunsButTheData() throws Exception {
        String owned = inside("find / -xdev -user 10001 2>/dev/null").output();
        assertThat(owned.lines().filter(path -> path.startsWith("/"))).containsExactly("/data");
        assertThat(inside("touch /app/x").exitCode()).isNotZero();
    }

    @Test
    void theRunTimeHoldsNeitherCompilerNorDownloader() throws Exception {
        assertThat(inside("ls /opt/java/bin").succeeded()).contains("java").doesNotContain("javac", "jshell");
        assertThat(inside("command -v curl wget mvn").exitCode()).isNotZero();
    }

    @Test
    void theBillOfMaterialsNamesEveryLibraryAndNeedsTheSecret() throws Exception {
        try (ServiceContainer service = ServiceContainer.start(engine, List.of()).awaitReady()) {
            assertThat(service.anonymousGet("/actuator/sbom/application").statusCode()).isEqualTo(401);
            JsonNode bill = JsonMapper.shared().readTree(service.get("/actuator/sbom/application").body());
            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            Set<String> named = bill.path("components").valueStream()
                    .map(part -> part.path("name").asString() + "-" + part.path("version").asString())
                    .collect(Collectors.toSet());
            List<String> libraries = service.exec("ls", "/app/lib").succeeded().lines()
                    .filter(file -> file.endsWith(".jar")).map(ImageIT::withoutClassifier).toList();
            assertThat(libraries).hasSizeGreaterThan(50).allSatisfy(
                    library -> assertThat(named).anyMatch(library::equals));
        }
    }

    private static String withoutClassifier(String file) {
        return file.replace(".jar", "").replaceFirst("-native$", "");
    }

    private static ExternalProcess inside(String script) throws IOException, InterruptedException {
        return engine.call("run", "--rm", "--entrypoint", "sh", SemblanceImage.NAME, "-c", script);
    }
}
