package io.semblance.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/** A client of the service. */
final class Caller {

    /** What the service asks for. */
    static final String SECRET = "sesame";

    private final String url;
    private final HttpClient client;

    private final String secret;

    private Caller(String url, String secret, @Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1);
        this.url = url;
        this.secret = secret;
        this.client = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    static Caller of(String url) {
        return new Caller(url, SECRET, null);
    }

    /** One that holds another secret. */
    static Caller of(String url, String secret) {
        return new Caller(url, secret, null);
    }

    /** Over TLS with a peer whose certificate the context trusts; a connection of its own. */
    static Caller of(String url, SSLContext trust) {
        return new Caller(url, SECRET, trust);
    }

    String secret() {
        return secret;
    }

    String url() {
        return url;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** GET with one more header. */
    HttpResponse<String> get(String path, String header, String value) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).header("X-API-Key", secret)
                .header(header, value).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(String method, String path, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).method(method, body)
                .header("X-API-Key", secret).header("Content-Type", contentType).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
