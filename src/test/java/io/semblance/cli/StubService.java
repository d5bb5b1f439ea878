package io.semblance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command may meet at the address of a service: answers that a test chooses, by method and path. */
final class StubService implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How a request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Takes reports of drills and knows nothing else. */
    StubService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        on("POST /snapshots/drills", exchange -> {
            reports.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            send(exchange, 201, "{}".getBytes(StandardCharsets.UTF_8));
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        try (exchange) {
            if (answer == null) {
                send(exchange, 404, "{}".getBytes(StandardCharsets.UTF_8));
            } else {
                answer.to(exchange);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    StubService on(String request, Answer answer) {
        answers.put(request, answer);
        return this;
    }

    StubService on(String request, int status, String body) {
        return on(request, status, body.getBytes(StandardCharsets.UTF_8));
    }

    StubService on(String request, int status, byte[] body) {
        return on(request, exchange -> send(exchange, status, body));
    }

    /** Sends so much of a body, and then nothing for as long as this is open. */
    StubService silentOn(String request, String first) {
        return on(request, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(first.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Reports of drills that came. */
    List<JsonNode> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
