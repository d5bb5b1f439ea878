package io.semblance.asset.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.SemblanceApplication;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.ForwardingIndexes;
import io.semblance.telemetry.MeteredIndexes;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, and a client for it. */
public final class TestServer implements AutoCloseable {

    /** Reads and writes JSON as it is. */
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The whole service over that backend, ready to serve; {@code more} are settings, {@code name=value}. */
    public static TestServer start(String indexUri, String... more) {
        return start(indexUri, new SpringApplicationBuilder(SemblanceApplication.class).properties(more));
    }

    /** The same, but for its indexes, of which each is what this makes of it. */
    static TestServer startOver(String indexUri, UnaryOperator<AssetIndex> made) {
        BeanPostProcessor replacing = new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof MeteredIndexes indexes
                        ? new MeteredIndexes(new MadeIndexes(indexes, made), new SimpleMeterRegistry())
                        : bean;
            }
        };
        return start(indexUri, new SpringApplicationBuilder(SemblanceApplication.class)
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(replacing)));
    }

    private static final class MadeIndexes extends ForwardingIndexes {

        private final UnaryOperator<AssetIndex> made;

        MadeIndexes(AssetIndexes indexes, UnaryOperator<AssetIndex> made) {
            super(indexes);
            this.made = made;
        }

        @Override
        public @Nullable AssetIndex find(String name) {
            AssetIndex index = super.find(name);
            return index == null ? null : made.apply(index);
        }
    }

    private static TestServer start(String indexUri, SpringApplicationBuilder application) {
        TestServer server = new TestServer(application.run("--semblance.index-uri=" + indexUri,
                "--semblance.host=127.0.0.1", "--semblance.port=0", "--logging.level.root=warn"));
        Awaitility.await("loading").until(() -> server.get("/readyz").statusCode() == 200);
        return server;
    }

    /** Of a path, which may have a query. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The client, for what the methods below do not do. */
    public HttpClient client() {
        return client;
    }

    /** GET. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** DELETE. */
    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    /** POST of a JSON body. */
    public HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** POST of any body. */
    public HttpResponse<String> post(String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** A request to a path, to be added to. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    /** Sends it and reads the answer as UTF-8. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What comes back for bytes that no client library would send. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The body of an answer. */
    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Something inside that no request shows. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
