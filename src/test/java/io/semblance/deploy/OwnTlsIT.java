package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/tls/compose-own.yaml}: the service speaks TLS by itself, with the variables of that file. */
class OwnTlsIT {

    private static final Path COMPOSE = Path.of("deploy", "tls", "compose-own.yaml");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void renewedCertificateIsServedWithoutARestartAndNoRequestFails() throws Exception {
        SelfSigned first = SelfSigned.make(directory, "first");
        SelfSigned second = SelfSigned.make(directory, "second");
        SelfSigned third = SelfSigned.make(directory, "third");
        SSLContext trust = SelfSigned.trusting(first, second, third);
        Path served = Files.createDirectories(directory.resolve("certificates"));
        putInPlace(first, served);
        int port = ServiceProcess.freePort();
        AtomicBoolean stop = new AtomicBoolean();
        try (ServiceProcess service = start(port, served).awaitLogged("Ready: ")) {
            assertThat(service.log()).contains("Listening on https://127.0.0.1:" + port + "; callers need the secret");
            String url = "https://127.0.0.1:" + port;
            Caller kept = Caller.of(url, trust);
            CompletableFuture<List<Integer>> onOneConnection = asking(() -> kept, stop);
            CompletableFuture<List<Integer>> onNewOnes = asking(() -> Caller.of(url, trust), stop);
            assertThat(SelfSigned.shownAt(port, trust)).isEqualTo("first");
            putInPlace(second, served);
            awaitShown("second", port, trust, service);
            linkInPlace(third, served);
            awaitShown("third", port, trust, service);
            stop.set(true);
            assertThat(onOneConnection.join()).as("answers over one connection").isNotEmpty().containsOnly(200);
            assertThat(onNewOnes.join()).as("answers over new connections").isNotEmpty().containsOnly(200);
            HttpResponse<String> answer = kept.get("/indexes");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValue("max-age=31536000 ; includeSubDomains");
        }
    }

    @Test
    void pairThatDoesNotBelongTogetherChangesNothing() throws Exception {
        SelfSigned first = SelfSigned.make(directory, "first");
        SelfSigned second = SelfSigned.make(directory, "second");
        SSLContext trust = SelfSigned.trusting(first, second);
        Path served = Files.createDirectories(directory.resolve("certificates"));
        putInPlace(first, served);
        int port = ServiceProcess.freePort();
        try (ServiceProcess service = start(port, served).awaitLogged("Ready: ")) {
            replace(second.certificate(), served.resolve("tls.crt"));
            service.awaitLogged("Private key in keystore matches none of the certificates in the chain");
            assertThat(SelfSigned.shownAt(port, trust)).isEqualTo("first");
            replace(second.key(), served.resolve("tls.key"));
            awaitShown("second", port, trust, service);
        }
    }

    /** The committed variables, and a wait for further changes that is shorter than the ten seconds of the default. */
    private ServiceProcess start(int port, Path certificates) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        ComposeFile.read(COMPOSE).environment("semblance").forEach((name, value) -> variables.put(name,
                value.replace("/run/certificates", certificates.toString())
                        .replace("/run/secrets/api-secret", directory.resolve("api-secret").toString())));
        variables.put("SEMBLANCE_HOST", "127.0.0.1");
        variables.put("SPRING_SSL_BUNDLE_WATCH_FILE_QUIETPERIOD", "300ms");
        Files.writeString(directory.resolve("api-secret"), Caller.SECRET);
        return ServiceProcess.start(port, variables, "memory://", directory.resolve("service.log"),
                ServiceProcess.QUICK);
    }

    private static void putInPlace(SelfSigned pair, Path folder) throws IOException {
        replace(pair.key(), folder.resolve("tls.key"));
        replace(pair.certificate(), folder.resolve("tls.crt"));
    }

    /** Whole files in one step, as renewing programs do. */
    private static void replace(Path source, Path target) throws IOException {
        Path beside = Files.copy(source, target.resolveSibling(target.getFileName() + ".new"));
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Links that are set anew, as certbot and Kubernetes do. */
    private static void linkInPlace(SelfSigned pair, Path folder) throws IOException {
        for (Path file : List.of(pair.key(), pair.certificate())) {
            Path beside = Files.createSymbolicLink(folder.resolve(file.getFileName() + ".new"), file);
            Files.move(beside, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void awaitShown(String name, int port, SSLContext trust, ServiceProcess service) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!SelfSigned.shownAt(port, trust).equals(name)) {
            assertThat(System.nanoTime()).as("the certificate %s is served:%n%s", name, service.log()).isLessThan(end);
        }
    }

    private static CompletableFuture<List<Integer>> asking(Supplier<Caller> callers, AtomicBoolean stop) {
        return CompletableFuture.supplyAsync(() -> {
            List<Integer> statuses = new ArrayList<>();
            try {
                while (!stop.get()) {
                    statuses.add(callers.get().get("/indexes").statusCode());
                }
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError("a request failed while the certificate changed", failed);
            }
            return statuses;
        });
    }
}
