package io.semblance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.semblance.config.StartRefusedException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code snapshot}: has a running service make a snapshot and read it back. */
@Command(name = "snapshot", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = {
        "Has a running service make a snapshot in its semblance.snapshots.directory and read it back.",
        "Writers go on meanwhile. Prints the id of the snapshot."}, footer = {"",
                "Exit codes: 0 made and sound, 1 and 2 as for every command, 3 made, but damaged."})
final class SnapshotCommand implements Callable<Integer> {

    /** Indexes of many gigabytes take their time. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://localhost:8000", description = "Address of the service. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://localhost:8000");

    @Option(names = "--secret-file", paramLabel = "FILE", description = "File that holds the API secret.")
    private @Nullable Path secretFile;

    @Option(names = "--index", paramLabel = "NAME", description = "Only this index; may be given several times. Default: all.")
    private List<String> indexes = List.of();

    @Override
    public Integer call() throws IOException {
        HttpResponse<String> answer = ask();
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        if (answer.statusCode() != 201) {
            throw new StartRefusedException("The service answered " + answer.statusCode() + ".",
                    json.path("detail").asString("Look at its log."));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.path("id").asString(""));
        json.path("faults").forEach(fault -> spec.commandLine().getErr().println("damaged  " + fault.asString("")));
        return json.path("sound").asBoolean(false) ? 0 : VerifyCommand.DAMAGED;
    }

    private HttpResponse<String> ask() throws IOException {
        String body = indexes.isEmpty() ? "{}" : JsonMapper.shared().writeValueAsString(Map.of("indexes", indexes));
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/snapshots")).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (secretFile != null) {
            request.header("X-API-Key", Files.readString(secretFile).strip());
        }
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10)).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the service was asked", stopped);
        } catch (IllegalArgumentException noAddress) {
            throw new StartRefusedException("The address " + url + " cannot be asked.",
                    "Give one such as http://localhost:8000.", noAddress);
        }
    }
}
