package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.asset.backend.usearch.proposal.GraphReading;
import io.semblance.asset.backend.usearch.proposal.SavedGraphs;
import io.semblance.process.ServiceProcess;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The graph of the DATA codes of index {@code t}: what a running service says of it, in health and in its log, and its file.
 *
 * @param service that has it
 */
record SavedGraph(FaultyService service) {

    /** Part of the path of its file, and of what is written beside it, but of nothing else. */
    static final String NAME = "DATA_NONE_V0-256.graph";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern SAVED = Pattern
            .compile("Saved NphdIndex for unit_type DATA_NONE_V0-256 of index t .* up to commit (\\d+),");
    private static final Pattern UNSAVED = Pattern
            .compile("The graph DATA_NONE_V0-256 of index t cannot be saved; it is searched all the same");

    /** Number of the last commit of the index. */
    long sequence() throws IOException, InterruptedException {
        return details().path("t").path("sequence").asLong();
    }

    /** What is wrong with it, as health tells; empty if nothing. */
    String notice() throws IOException, InterruptedException {
        return figures().path("notice").asString("");
    }

    /** How often it was built since the start. */
    long builds() throws IOException, InterruptedException {
        return figures().path("builds").asLong();
    }

    /** Whether anything was set aside. */
    boolean isAnythingSetAside() throws IOException, InterruptedException {
        return details().has("quarantine");
    }

    void awaitReady() {
        await("the graph is there").atMost(PATIENCE)
                .until(() -> figures().path("state").asString("").equals("ready"));
    }

    /** Up to which commit it was saved last. */
    long saved() throws IOException {
        return SAVED.matcher(service.process().log()).results().mapToLong(one -> Long.parseLong(one.group(1))).max()
                .orElse(0);
    }

    /** How often the log says that it could not be saved. */
    long unsaved() throws IOException {
        return UNSAVED.matcher(service.process().log()).results().count();
    }

    /** Waits until it is saved up to a commit, and nobody complains any more. */
    void awaitSaved(long commit, String told) {
        await(told + ": saved").atMost(PATIENCE).until(() -> saved() >= commit && notice().isEmpty());
    }

    /** Waits until it is saved up to a commit, or was not. */
    void awaitTried(long commit, long unsavedBefore, String told) {
        await(told + ": saved or not").atMost(PATIENCE).until(() -> saved() >= commit || unsaved() > unsavedBefore);
    }

    /** That what lies on the disk is whole, if anything does. */
    void assertSound(String told) {
        Path file = service.data().resolve("indexes/t").resolve(NAME);
        assertThat(SavedGraphs.faultWhileServed(file, new GraphReading(), () -> {
        })).as("%s: what lies in %s", told, file).isNull();
    }

    /** Names of all files of the index. */
    Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(service.data().resolve("indexes/t"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private JsonNode figures() throws IOException, InterruptedException {
        return details().path("graphs").path("t").path("DATA_NONE_V0-256");
    }

    private JsonNode details() throws IOException, InterruptedException {
        ServiceProcess process = service.process();
        return JsonMapper.shared().readTree(process.get("/actuator/health").body()).path("components").path("indexes")
                .path("details");
    }
}
