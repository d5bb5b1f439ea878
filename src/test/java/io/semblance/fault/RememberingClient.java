package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.proof.Losses;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that writes one request after the other and remembers, with the times of the monotonic clock, what it sent and
 * what it was told. From that follows what must be stored at any time: everything acknowledged until then, nothing that was
 * refused, and of the one request in between either all or nothing. It owns a range of ids, so that only its own requests
 * change them; every asset carries a text that no other version has.
 */
final class RememberingClient {

    /** What the service said to a request. */
    enum Said {
        /** 2xx. */
        STORED,
        /** That nothing was stored. */
        REFUSED,
        /** Nothing, or that it does not know. */
        UNKNOWN
    }

    /**
     * A request and its answer.
     *
     * @param changes JSON by id; null for one that is deleted
     * @param sent when it was sent
     * @param answered when the answer was there
     * @param status of the answer, 0 without one
     * @param problem slug of the problem, or empty
     */
    record Request(Map<Long, @Nullable String> changes, long sent, long answered, int status, String problem,
            Said said) {
    }

    /** How something that stores assets is looked into. */
    interface Reader {

        /** What is stored under an id, in this reader's own form; null if nothing is. */
        @Nullable
        Object stored(long id) throws IOException, InterruptedException;

        /** The form that an asset has that was sent as this JSON. */
        Object formOf(String json);
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int IDS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int owner;
    private final RandomGenerator random;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Request> requests = new ArrayList<>();
    private final ConcurrentMap<Said, AtomicLong> counts = new ConcurrentHashMap<>();
    private final List<String> headers = new ArrayList<>();
    private final TreeMap<Long, @Nullable String> settled = new TreeMap<>();
    private final Path history;
    private int version;
    private boolean fresh;
    private int used;

    /** @param directory where it keeps its history, which is kept if the test fails */
    RememberingClient(int owner, RandomGenerator random, Path directory) {
        this.owner = owner;
        this.random = random;
        this.history = directory.resolve("history-" + owner + ".txt");
    }

    /** Sends a header with every request from now on. */
    RememberingClient with(String header, String value) {
        headers.add(header);
        headers.add(value);
        return this;
    }

    /** Writes under new ids only from now on, and deletes nothing. */
    RememberingClient freshIds() {
        fresh = true;
        return this;
    }

    /** What was sent so far, oldest first. */
    List<Request> requests() {
        return requests;
    }

    /** How many requests were acknowledged. */
    long acknowledged() {
        return requests.stream().filter(request -> request.said() == Said.STORED).count();
    }

    /** How many requests got such an answer since the beginning; may be asked while it writes. */
    long counted(Said said) {
        AtomicLong count = counts.get(said);
        return count == null ? 0 : count.get();
    }

    /** Writes a batch of small assets, or now and then deletes some, and remembers what became of it. */
    Request write(String url) throws InterruptedException {
        return write(url, 0);
    }

    /** As {@link #write(String)}, each asset with so many bytes of metadata more. */
    Request write(String url, int padding) throws InterruptedException {
        Map<Long, @Nullable String> changes = new LinkedHashMap<>();
        boolean deletes = !fresh && version > 3 && random.nextInt(8) == 0;
        version++;
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            long place = fresh ? ((long) owner << 20) + ++used : owner * (long) IDS + random.nextInt(IDS) + 1;
            long id = place << 12;
            changes.put(id, deletes ? null : asset(id, padding));
        }
        return send(url, changes);
    }

    /** Writes these assets, or deletes those without JSON. */
    Request send(String url, Map<Long, @Nullable String> changes) throws InterruptedException {
        boolean deletes = changes.containsValue(null);
        String body = deletes
                ? JSON.writeValueAsString(
                        Map.of("iscc_ids", changes.keySet().stream().map(RememberingClient::text).toList()))
                : "[" + String.join(",", changes.values().stream().map(String::valueOf).toList()) + "]";
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(url + "/indexes/t/assets" + (deletes ? "/delete" : ""))).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        long sent = System.nanoTime();
        Request done;
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            done = told(changes, sent, answer);
        } catch (IOException gone) {
            done = new Request(changes, sent, System.nanoTime(), 0, "", Said.UNKNOWN);
        }
        requests.add(done);
        note(done);
        counts.computeIfAbsent(done.said(), said -> new AtomicLong()).incrementAndGet();
        return done;
    }

    private void note(Request request) {
        String line = (request.changes().containsValue(null) ? "delete " : "put ")
                + request.changes().keySet().stream().map(RememberingClient::text).toList() + ": " + request.status()
                + " " + request.said() + " after " + (request.answered() - request.sent()) / 1_000 + " us\n";
        try {
            Files.writeString(history, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Request told(Map<Long, @Nullable String> changes, long sent, HttpResponse<String> answer) {
        long answered = System.nanoTime();
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return new Request(changes, sent, answered, status, "", Said.STORED);
        }
        JsonNode problem = JSON.readTree(answer.body());
        String slug = problem.path("type").asString("").replace("/problems/", "");
        // A busy service says whether the disk was at it already; a latched one tells nothing about the write that met the failure.
        boolean refused = status == 507 || slug.equals("overloaded")
                || (slug.equals("timeout") && problem.path("detail").asString("").contains("Nothing was stored"));
        return new Request(changes, sent, answered, status, slug, refused ? Said.REFUSED : Said.UNKNOWN);
    }

    private String asset(long id, int padding) {
        Map<String, Object> asset = new LinkedHashMap<>();
        asset.put("iscc_id", text(id));
        asset.put("units", List.of(unit(MainType.META), unit(MainType.DATA), unit(MainType.INSTANCE)));
        asset.put("metadata", Map.of("text", token(id, version), "padding", "x".repeat(padding)));
        return JSON.writeValueAsString(asset);
    }

    private String unit(MainType type) {
        return new IsccUnit(new UnitType(type, 0, 0), 256, random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong()).text();
    }

    private String token(long id, int number) {
        return "<version " + number + " of " + owner + " under " + id + " " + Long.toHexString(random.nextLong()) + ">";
    }

    /** An id as text. */
    static String text(long id) {
        return new IsccId(0, id).text();
    }

    /**
     * Compares what is stored with what must have been at a time, value by value.
     *
     * @param time of the monotonic clock; {@link Long#MAX_VALUE} for now
     * @return how many ids were compared
     */
    int verify(Reader reader, long time) throws IOException, InterruptedException {
        Map<Long, @Nullable String> certain = new TreeMap<>(settled);
        List<Request> doubtful = new ArrayList<>();
        for (Request request : requests) {
            boolean answered = time == Long.MAX_VALUE || request.answered() - time <= 0;
            if (request.said() == Said.STORED && answered) {
                certain.putAll(request.changes());
            } else if (request.said() != Said.REFUSED && (time == Long.MAX_VALUE || request.sent() - time <= 0)) {
                assertThat(doubtful.isEmpty() || fresh).as("one request is in doubt at most: settle after a failure")
                        .isTrue();
                doubtful.add(request);
            }
        }
        for (Request request : requests) {
            request.changes().keySet().forEach(id -> certain.putIfAbsent(id, null));
        }
        TreeSet<Long> inDoubt = new TreeSet<>();
        doubtful.forEach(request -> inDoubt.addAll(request.changes().keySet()));
        for (Map.Entry<Long, @Nullable String> one : certain.entrySet()) {
            if (!inDoubt.contains(one.getKey())) {
                assertThat(reader.stored(one.getKey())).as("asset %s " + Losses.ALTERED, text(one.getKey()))
                        .isEqualTo(form(reader, one.getValue()));
            }
        }
        for (Request request : doubtful) {
            verifyDoubtful(reader, certain, request.changes());
        }
        return certain.size();
    }

    /** Waits until all requests in doubt are decided, which the disk may still be at, and verifies. */
    void awaitSettled(Reader reader) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                verify(reader, Long.MAX_VALUE);
                return;
            } catch (AssertionError undecided) {
                if (System.nanoTime() - end > 0) {
                    throw undecided;
                }
            }
        }
    }

    private static boolean verifyDoubtful(Reader reader, Map<Long, @Nullable String> certain,
            Map<Long, @Nullable String> doubtful) throws IOException, InterruptedException {
        Map<Long, @Nullable Object> before = new TreeMap<>();
        Map<Long, @Nullable Object> after = new TreeMap<>();
        Map<Long, @Nullable Object> now = new TreeMap<>();
        for (Map.Entry<Long, @Nullable String> one : doubtful.entrySet()) {
            before.put(one.getKey(), form(reader, certain.get(one.getKey())));
            after.put(one.getKey(), form(reader, one.getValue()));
            now.put(one.getKey(), reader.stored(one.getKey()));
        }
        assertThat(now).as("a batch in doubt " + Losses.IN_PART).isIn(before, after);
        return now.equals(after);
    }

    private static @Nullable Object form(Reader reader, @Nullable String json) {
        return json == null ? null : reader.formOf(json);
    }

    /** After a restart: verifies, learns what became of the request in doubt, and forgets how it came to that. */
    void settle(Reader reader) throws IOException, InterruptedException {
        verify(reader, Long.MAX_VALUE);
        for (Request request : requests) {
            boolean stored = request.said() == Said.STORED
                    || (request.said() == Said.UNKNOWN && verifyDoubtful(reader, settled, request.changes()));
            if (stored) {
                settled.putAll(request.changes());
            } else {
                request.changes().keySet().forEach(id -> settled.putIfAbsent(id, null));
            }
        }
        requests.clear();
    }
}
