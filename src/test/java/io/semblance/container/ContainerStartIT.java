package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.semblance.external.ExternalProcess;
import io.semblance.graph.GraphLibrary;
import io.semblance.graph.TestedGraph;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** From {@code run} to the first answer, or to the words that refuse. */
@BesideOthers
class ContainerStartIT {

    /** What is promised for two quiet processors; a machine that runs tests may be five times slower. */
    private static final Duration PROMISE = Duration.ofSeconds(3);
    private static final int ALLOWANCE = 5;
    /** Processes that want to run, for each processor, up to which the bound counts. */
    private static final double QUIET = 3;
    /** With this the JVM ends where it cannot use the cache, instead of doing without. */
    private static final String CACHE_OR_END = "JDK_JAVA_OPTIONS=-XX:AOTMode=on";

    private static ContainerEngine engine;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        engine = SemblanceImage.require();
    }

    @Test
    void theFirstAnswerComesInTime() throws Exception {
        Duration fastest = Duration.ofDays(1);
        for (int start = 0; start < 3 && fastest.compareTo(PROMISE) > 0; start++) {
            long began = System.nanoTime();
            try (ServiceContainer service = ServiceContainer.start(engine, ServiceContainer.HARDENED)
                    .awaitFirstAnswer()) {
                Duration taken = Duration.ofNanos(System.nanoTime() - began);
                LoggerFactory.getLogger(ContainerStartIT.class).info("First answer after {} ms", taken.toMillis());
                fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
                assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            }
        }
        Duration bound = PROMISE.multipliedBy(ALLOWANCE);
        double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Assumptions.assumeTrue(
                fastest.compareTo(bound) < 0 || busy <= QUIET * Runtime.getRuntime().availableProcessors(),
                "skipped: a time cannot be told where the processors are shared by so many, load " + busy);
        assertThat(fastest).isLessThan(bound);
    }

    /** The JVM chooses its collector by the size of the container; the cache was made with one and must serve both. */
    @ParameterizedTest
    @CsvSource({"512m, 1, Tenured Gen", "2g, 2, G1 Old Gen"})
    void theCacheOfTheBuildIsUsedWhateverTheSize(String memory, String processors, String pool) throws Exception {
        List<String> options = new ArrayList<>(ServiceContainer.HARDENED);
        options.addAll(List.of("--memory", memory, "--cpus", processors, "--env", CACHE_OR_END));
        try (ServiceContainer service = ServiceContainer.start(engine, options).awaitReady()) {
            assertThat(service.get("/actuator/prometheus").body()).contains("id=\"" + pool + "\"");
            assertThat(service.get("/actuator/info").body()).as("the commit that the build was told")
                    .contains("\"commit\":\"" + SemblanceImage.REVISION.substring(0, 7) + "\"");
            assertThat(service.log()).contains("pid 1,")
                    .doesNotContain("THE DATA WILL BE LOST: the data directory /app");
        }
    }

    /** Hardened means that nothing can be written and run; the library lies in the image, beside the jar. */
    @Test
    void theGraphsLibraryIsLoadedInPlace() throws Exception {
        TestedGraph.require();
        try (ServiceContainer service = ServiceContainer.start(engine, ServiceContainer.HARDENED).awaitReady()) {
            assertThat(service.log()).contains("Graph: USearch " + GraphLibrary.VERSION + " (packed)");
        }
    }

    @Test
    void aCacheThatDoesNotFitIsOnlyWarnedOf() throws Exception {
        String other = "-XX:-UseCompactObjectHeaders";
        ExternalProcess strict = engine.call("run", "--rm", "--env", CACHE_OR_END + " " + other, SemblanceImage.NAME);
        assertThat(strict.exitCode()).as(strict.output()).isNotZero();
        assertThat(strict.output()).contains("AOT cache");
        try (ServiceContainer service = ServiceContainer
                .start(engine, List.of("--env", "JDK_JAVA_OPTIONS=" + other)).awaitReady()) {
            assertThat(service.log()).contains("[warning][aot]");
        }
    }

    @Test
    void withoutASecretItRefusesInWords() throws Exception {
        ExternalProcess refused = engine.call("run", "--rm", SemblanceImage.NAME);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("there is no secret", "Set semblance.api-secret-file")
                .doesNotContain("Exception");
    }

    @Test
    void theFirstArgumentSaysWhatToDo() throws Exception {
        ExternalProcess unknown = engine.call("run", "--rm", SemblanceImage.NAME, "dance");
        assertThat(unknown.exitCode()).isNotZero();
        assertThat(unknown.output()).contains("dance", "serve").doesNotContain("Exception");
        try (ServiceContainer service = ServiceContainer.start(engine, List.of()).awaitFirstAnswer()) {
            ExternalProcess beside = service.exec("semblance", "dance");
            assertThat(beside.exitCode()).isNotZero();
            assertThat(beside.output()).contains("dance", "serve");
        }
    }
}
