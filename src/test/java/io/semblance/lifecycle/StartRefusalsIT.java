package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.semblance.proof.BesideOthers;
import io.semblance.record.DataDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot work ends with two parts, what is wrong and what to do, without a trace and not with 0. */
@BesideOthers
class StartRefusalsIT {

    @TempDir
    Path directory;

    @Test
    void unknownScheme() throws Exception {
        assertRefused(Map.of(), "unknown scheme 'redis'", "supported schemes",
                "--semblance.index-uri=redis://localhost");
    }

    @Test
    void placeInMemory() throws Exception {
        assertRefused(Map.of("ISCC_SEARCH_INDEX_URI", "memory://foo"), "memory has none", "usearch:///path");
    }

    @Test
    void directoryThatCannotBeMade() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(Map.of(), file.toString(), "directory", "--semblance.index-uri=usearch://" + file + "/data");
    }

    @Test
    void directoryThatAnotherProcessHolds() throws Exception {
        Path data = directory.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            assertThat(held.path()).exists();
            assertRefused(Map.of(), "pid " + ProcessHandle.current().pid(), "Stop that process",
                    "--semblance.index-uri=usearch://" + data);
        }
    }

    @Test
    void directoryOfIsccSearch() throws Exception {
        Path old = directory.resolve("iscc-search");
        Path data = Files.createDirectories(old.resolve("myindex"));
        Files.writeString(data.resolve("index.lmdb"), "not ours");
        assertRefused(Map.of("ISCC_SEARCH_INDEX_URI", "usearch://" + old), "belongs to iscc-search",
                "bin/semblance import --from-iscc-search " + old.toRealPath() + ".");
        assertThat(Files.readString(data.resolve("index.lmdb"))).isEqualTo("not ours");
        assertThat(old).isDirectoryNotContaining("glob:**/semblance.lock");
    }

    @Test
    void busyPort() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(Map.of("SEMBLANCE_PORT", Integer.toString(busy.getLocalPort())),
                    "Port " + busy.getLocalPort() + " is in use", "semblance.port", "--semblance.index-uri=memory://");
        }
    }

    @Test
    void libraryOfTheGraphThatIsNone() throws Exception {
        assertRefused(Map.of("SEMBLANCE_GRAPH_LIBRARY", "/nowhere/libusearch_c.so"),
                "The setting semblance.graph.library names /nowhere/libusearch_c.so, and there is no such file.",
                "Name a libusearch_c of version", "--semblance.index-uri=memory://");
    }

    @Test
    void unknownSetting() throws Exception {
        assertRefused(Map.of(), "semblance.indx-uri", "Did you mean semblance.index-uri?",
                "--semblance.indx-uri=memory://");
    }

    @Test
    void valueOutOfItsRange() throws Exception {
        assertRefused(Map.of("SEMBLANCE_MATCH_THRESHOLD_UNITS", "7"),
                "The environment variable SEMBLANCE_MATCH_THRESHOLD_UNITS has the value '7'.",
                "semblance.match-threshold-units must be a number, 0 to 1.");
    }

    @Test
    void portThatIsNoNumber() throws Exception {
        assertRefused(Map.of("SEMBLANCE_PORT", "abc"), "The environment variable SEMBLANCE_PORT has the value 'abc'.",
                "semblance.port must be a whole number, 0 to 65535.");
    }

    @Test
    void secondPortForManagement() throws Exception {
        assertRefused(Map.of("MANAGEMENT_SERVER_PORT", "0"), "a second port without the secret",
                "/actuator too, where callers need the secret", "--semblance.index-uri=memory://");
    }

    @Test
    void optionWithoutItsPrefix() throws Exception {
        assertRefused(Map.of(), "The option --port does not exist.", "Did you mean --semblance.port?", "serve",
                "--port=9");
    }

    @Test
    void originThatNoBrowserSends() throws Exception {
        assertRefused(Map.of("SEMBLANCE_CORS_ORIGINS", "https://a.example,example.org"),
                "semblance.cors-origins names 'example.org', which is no origin", "such as https://search.example.org",
                "--semblance.index-uri=memory://");
    }

    @Test
    void publicHostWithoutASecret() throws Exception {
        assertRefused(Map.of("ISCC_SEARCH_HOST", "0.0.0.0"), "there is no secret", "semblance.insecure-public=true");
    }

    @Test
    void emptySecret() throws Exception {
        assertRefused(Map.of("SEMBLANCE_API_SECRET", ""), "is empty", "Set a secret");
    }

    @Test
    void aggregatorMode() throws Exception {
        assertRefused(Map.of("ISCC_SEARCH_AGGREGATOR_NETWORK", "mainnet"), "no aggregator mode", "Unset it");
    }

    private void assertRefused(Map<String, String> variables, String problem, String action, String... arguments)
            throws IOException, InterruptedException {
        try (ServiceChild child = ServiceChild.start(directory, variables, arguments)) {
            assertThat(child.awaitExit()).describedAs(child.log()).isEqualTo(1);
            String log = child.log();
            assertThat(log).contains("Description:", "Action:", problem, action).doesNotContain("\tat ", "Caused by");
            assertThat(log).doesNotContain("Listening on");
        }
    }
}
