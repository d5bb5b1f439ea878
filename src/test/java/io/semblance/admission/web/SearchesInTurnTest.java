package io.semblance.admission.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.admission.Saturation;
import io.semblance.admission.SearchTurns;
import io.semblance.problem.web.EmbeddedTomcat;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Turns of searches in the real container: one search at a time, and one more that waits. A mock once said that a body had
 * arrived where Tomcat never does, and so no search ever took a turn.
 */
class SearchesInTurnTest {

    private static final String SEARCH = "/indexes/t/search";
    /** Of several packets. */
    private static final String BODY = "{\"units\":\"" + "A".repeat(50_000) + "\"}";

    @TempDir
    Path directory;

    private final SearchTurns turns = new SearchTurns(1, 1);
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore mayEnd = new Semaphore(0);
    private final Semaphore isRead = new Semaphore(0);
    private @Nullable EmbeddedTomcat tomcat;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Holds its turn until the test lets it end, and answers with what it was sent. */
    @SuppressWarnings("serial") // it is never written
    private final class Search extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            begun.incrementAndGet();
            byte[] body = request.getInputStream().readAllBytes();
            mayEnd.acquireUninterruptibly();
            response.setContentLengthLong(body.length);
            OutputStream out = response.getOutputStream();
            if (request.getParameter("stays") != null) {
                // As long as a reader that takes nothing would make it last.
                isRead.acquireUninterruptibly();
            }
            out.write(body);
        }
    }

    @BeforeEach
    void start() throws LifecycleException {
        tomcat = new EmbeddedTomcat(directory, new Search(), context -> {
            filter(context, "overload", new OverloadFilter(() -> Saturation.NONE, () -> turns));
            filter(context, "admission", new AdmissionFilter(() -> turns));
        });
    }

    private int port() {
        return Objects.requireNonNull(tomcat).port();
    }

    private static void filter(Context context, String name, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName(name);
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
    }

    @AfterEach
    void stop() throws LifecycleException {
        mayEnd.release(1_000);
        isRead.release(1_000);
        client.close();
        Objects.requireNonNull(tomcat).close();
    }

    private CompletableFuture<HttpResponse<String>> search(String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + SEARCH))
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** It once held its turn for as long as its reader liked. */
    @Test
    void whoReadsItsAnswerSlowlyHoldsNoTurn() throws IOException {
        mayEnd.release(2);
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port())) {
            slow.getOutputStream().write(("POST " + SEARCH + "?stays HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII));
            await().until(() -> begun.get() == 1);
            assertThat(search("{}").join().body()).isEqualTo("{}");
            isRead.release();
            String answer = new String(slow.getInputStream().readNBytes(BODY.length()), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void searchBeyondThoseAtWorkWaitsAndOneBeyondThatIsRefused() {
        CompletableFuture<HttpResponse<String>> first = search(BODY + 1);
        await().until(() -> begun.get() == 1);
        CompletableFuture<HttpResponse<String>> second = search(BODY + 2);
        await().until(() -> turns.waiting() == 1);
        HttpResponse<String> third = search("{}").join();
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(turns.refused()).isEqualTo(1);
        assertThat(begun).hasValue(1);
        mayEnd.release(2);
        assertThat(first.join().body()).isEqualTo(BODY + 1);
        assertThat(second.join().body()).isEqualTo(BODY + 2);
        assertThat(begun).hasValue(2);
    }

    /** Nor does one whose caller goes away before it has sent all. */
    @Test
    void searchWhoseBodyIsOnItsWayHoldsNoTurn() throws IOException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port())) {
            slow.getOutputStream().write(("POST " + SEARCH + " HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\n{\"un")
                    .getBytes(StandardCharsets.US_ASCII));
            mayEnd.release();
            assertThat(search(BODY).join().body()).isEqualTo(BODY);
            assertThat(begun).hasValue(1);
        }
        mayEnd.release(2);
        assertThat(search(BODY).join().statusCode()).isEqualTo(200);
    }
}
