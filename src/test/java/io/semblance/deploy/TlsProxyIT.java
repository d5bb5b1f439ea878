package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.semblance.asset.Limits;
import io.semblance.external.ExternalProcess;
import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/tls/compose.yaml}: nginx speaks TLS in front of one service. */
class TlsProxyIT {

    private static final Path CONFIGURATION = Path.of("deploy", "tls", "nginx");

    @TempDir
    static Path directory;

    private static int port;
    private static SSLContext trust;
    private static ServiceProcess service;
    private static NginxProcess nginx;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        NginxProcess.program();
        SelfSigned certificate = SelfSigned.make(directory, "proxy");
        trust = SelfSigned.trusting(certificate);
        int inside = ServiceProcess.freePort();
        service = ServiceProcess.start(inside, Map.of("SEMBLANCE_API_SECRET", Caller.SECRET, "SEMBLANCE_HOST",
                "127.0.0.1", "SEMBLANCE_SNAPSHOTS_DIRECTORY", directory.resolve("snapshots").toString()),
                "usearch://" + directory.resolve("data"), directory.resolve("service.log"),
                ServiceProcess.QUICK);
        port = ServiceProcess.freePort();
        nginx = NginxProcess.start(CONFIGURATION, directory, port, Map.of("10.64.12.11:8000", "127.0.0.1:" + inside,
                "listen 8443", "listen 127.0.0.1:" + port, "/run/certificates",
                certificate.folder().toString()));
        service.awaitReady();
        caller = Caller.of("https://127.0.0.1:" + port, trust);
        assertThat(caller.post("/indexes", "{\"name\":\"works\"}").statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    void answersAreThoseOfTheServiceAndForbidPlainHttp() throws Exception {
        HttpResponse<String> answer = caller.get("/indexes/works");
        assertThat(answer.body()).isEqualTo("{\"name\":\"works\",\"assets\":0,\"size\":0,\"sizes\":{\"lmdb\":0}}");
        assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=63072000");
        assertThat(caller.get("/docs").headers().firstValue("Location")).as("a redirect stays on https")
                .hasValue("/swagger-ui/index.html");
    }

    @Test
    void protocolsBefore12AreRefused() throws Exception {
        assertThat(protocolOf("TLSv1.2")).isEqualTo("TLSv1.2");
        assertThat(protocolOf("TLSv1.3")).isEqualTo("TLSv1.3");
        ExternalProcess old = ExternalProcess.run("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_1",
                "-cipher", "ALL:@SECLEVEL=0");
        assertThat(old.exitCode()).as(old.output()).isNotZero();
    }

    @Test
    void ciphersWithoutForwardSecrecyAreRefused() {
        assertThatThrownBy(() -> handshake("TLSv1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void plainHttpIsToldToUseHttps() throws Exception {
        HttpResponse<String> refused = Caller.of("http://127.0.0.1:" + port).get("/indexes");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("use https");
    }

    @Test
    void importAndExportStreamThrough() throws Exception {
        assertThat(caller.post("/indexes", "{\"name\":\"streamed\"}").statusCode()).isEqualTo(201);
        StreamedImport.assertStreams(caller, "streamed");
    }

    @Test
    void snapshotIsMadeAndFetched() throws Exception {
        HttpResponse<String> made = caller.post("/snapshots", "{}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = JsonMapper.shared().readTree(made.body()).get("id").asString();
        HttpResponse<String> archive = caller.get("/snapshots/" + id + "/archive");
        assertThat(archive.statusCode()).isEqualTo(200);
        assertThat(archive.body()).as("a ZIP file").startsWith("PK");
        assertThat(caller.delete("/snapshots/" + id).statusCode()).isEqualTo(204);
    }

    @Test
    void bodyLimitIsThatOfTheService() throws Exception {
        assertThat(statusOfBody(Limits.BODY_BYTES + 1)).isEqualTo(413);
        assertThat(statusOfBody(Limits.BODY_BYTES)).as("reaches the service, which cannot read this one")
                .isEqualTo(422);
        assertThat(nginx.log()).as("no body is kept in a file").doesNotContain("buffered to a temporary file");
    }

    @Test
    void whoHasNoSecretIsRefusedBeforeTheBodyHasCome() throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
            assertThat(UnsentBody.answerTo(socket, "/indexes/works/assets")).startsWith("HTTP/1.1 401");
        }
    }

    /** Addresses and schemes that a caller claims change nothing that it can see. */
    @Test
    void forwardedHeadersAreNotBelieved() throws Exception {
        Caller direct = Caller.of(service.url());
        String plain = direct.get("/openapi.json").body();
        Map<String, String> claims = Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example",
                "X-Forwarded-Prefix", "/evil", "Forwarded", "host=evil.example;proto=https");
        for (Map.Entry<String, String> claim : claims.entrySet()) {
            HttpResponse<String> redirect = direct.get("/docs", claim.getKey(), claim.getValue());
            assertThat(redirect.headers().firstValue("Location")).as(claim.toString())
                    .hasValue("/swagger-ui/index.html");
            assertThat(redirect.headers().firstValue("Strict-Transport-Security")).as(claim.toString()).isEmpty();
            assertThat(direct.get("/openapi.json", claim.getKey(), claim.getValue()).body()).isEqualTo(plain);
        }
    }

    @Test
    void oneIdFollowsARequestThroughBothLogs() throws Exception {
        String id = caller.get("/indexes/works").headers().firstValue("X-Request-Id").orElseThrow();
        nginx.awaitLogged(id);
        service.awaitLogged(id);
    }

    private static int statusOfBody(int bytes) throws IOException, InterruptedException {
        return caller.send("POST", "/indexes/works/assets", "application/json",
                BodyPublishers.ofByteArray(new byte[bytes])).statusCode();
    }

    private static String protocolOf(String protocol) throws IOException {
        return handshake(protocol, null);
    }

    private static String handshake(String protocol, @org.jspecify.annotations.Nullable String cipher)
            throws IOException {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[]{protocol});
            if (cipher != null) {
                socket.setEnabledCipherSuites(new String[]{cipher});
            }
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }
}
