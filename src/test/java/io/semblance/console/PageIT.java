package io.semblance.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.semblance.external.ExternalTool;
import io.semblance.lifecycle.Loading;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The page in Chromium, before a service with the demo and a secret. The claims and the scripts that prove them are in
 * {@code src/test/npm/console}; the screenshots that they take are kept in {@code target/console}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "semblance.api-secret=open-Sesame", "semblance.host=127.0.0.1", "semblance.demo=true",
        "logging.level.root=warn"})
class PageIT {

    private static final String[] FILES = {"key.test.mjs", "search.test.mjs", "overview.test.mjs", "safety.test.mjs",
            "use.test.mjs", "description.test.mjs"};

    @TempDir
    private static Path directory;

    @LocalServerPort
    private int port;
    @Autowired
    private Loading loading;

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry registry) {
        registry.add("semblance.index-uri", () -> "usearch://" + directory.resolve("data"));
    }

    @TestFactory
    Stream<DynamicTest> page() throws IOException, InterruptedException {
        Path chromium = ExternalTool.debian("chromium", "chromium").require();
        Assumptions.assumeTrue(Files.isDirectory(ExternalTool.NPM.resolve("node_modules/playwright-core")),
                "skipped: needs playwright-core (npm ci --prefix src/test/npm; .ci/install installs it)");
        await().until(loading::isReady);
        return NodeTests.of(Map.of("SEMBLANCE_URL", "http://127.0.0.1:" + port, "SEMBLANCE_KEY", "open-Sesame",
                "SEMBLANCE_SHOTS", Path.of("target", "console").toAbsolutePath().toString(), "CHROMIUM",
                chromium.toString()), FILES);
    }
}
