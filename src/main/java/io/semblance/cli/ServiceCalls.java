package io.semblance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.semblance.config.StartRefusedException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to a running service, for the commands that need one: its address, the secret from a file, and how it is asked. */
final class ServiceCalls {

    /** Indexes of many gigabytes take their time. */
    private static final Duration PATIENCE = Duration.ofHours(6);
    /** A service whose disk is slow has sent something again before this is over. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final int MOST_ERROR_BYTES = 64 << 10;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://localhost:8000", description = "Address of the service. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://localhost:8000");

    @Option(names = "--secret-file", paramLabel = "FILE", description = "File that holds the API secret.")
    private @Nullable Path secretFile;

    private final Duration longestSilence;

    ServiceCalls() {
        this(LONGEST_SILENCE);
    }

    /** @param longestSilence after which an answer that has begun is given up */
    ServiceCalls(Duration longestSilence) {
        this.longestSilence = longestSilence;
    }

    /** What is done with an answer while it comes in. */
    interface Reading<R> {
        R read(InputStream body) throws IOException;
    }

    /** The JSON that a GET brings. */
    JsonNode get(String path) throws IOException {
        return send(request(path).GET().build(), 200, this::json);
    }

    /** The JSON that the posting of JSON brings; 201 is expected. */
    JsonNode post(String path, Object body) throws IOException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))).build(), 201,
                this::json);
    }

    /** Reads what a GET brings as it comes. */
    <R> R stream(String path, Reading<R> reading) throws IOException {
        return send(request(path).GET().build(), 200, reading);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(prefix() + path)).timeout(PATIENCE);
            if (secretFile != null) {
                request.header("X-API-Key", Files.readString(secretFile).strip());
            }
            return request;
        } catch (IllegalArgumentException noAddress) {
            throw new StartRefusedException("The address " + url + " cannot be asked.",
                    "Give one such as http://localhost:8000.", noAddress);
        }
    }

    /** What stands behind the host, as of a service that a proxy shows below a path. */
    private String prefix() {
        String behindHost = url.getRawPath();
        return behindHost == null ? "" : behindHost.replaceAll("/+$", "");
    }

    private <R> R send(HttpRequest request, int expected, Reading<R> reading) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10)).build()) {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new ArrivingBody(answer.body(), longestSilence)) {
                if (answer.statusCode() != expected) {
                    throw new StartRefusedException("The service answered " + answer.statusCode() + ".",
                            detail(new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8)));
                }
                return reading.read(body);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the service was asked", stopped);
        }
    }

    private static String detail(String body) {
        try {
            return JsonMapper.shared().readTree(body).path("detail").asString("Look at its log.");
        } catch (JacksonException noJson) {
            return "Look at its log.";
        }
    }

    /** Every answer that is asked for so is an object or a list; what is neither comes from somebody else. */
    private JsonNode json(InputStream body) throws IOException {
        byte[] sent = body.readAllBytes();
        try {
            JsonNode json = JsonMapper.shared().readTree(sent);
            if (json.isContainer()) {
                return json;
            }
            throw notTheService(null);
        } catch (JacksonException noJson) {
            throw notTheService(noJson);
        }
    }

    private StartRefusedException notTheService(@Nullable JacksonException cause) {
        return new StartRefusedException("What answers at " + url + " is not the service: it sent no JSON.",
                "Look at the address, and at what stands before the service, such as a proxy.", cause);
    }
}
