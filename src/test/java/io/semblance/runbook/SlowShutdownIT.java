package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.observed.Windows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long import is in flight when the supervisor, which has little patience, stops the service. */
class SlowShutdownIT {

    /** An hour becomes a minute: that long the alert speaks of the last stop. */
    private static final Windows MINUTES = new Windows(60);

    private static final String ACTIVE = "http_server_requests_active_seconds_gcount{method=\"POST\"}";

    @TempDir
    Path directory;

    @Test
    void aSupervisorWithPatienceLetsTheStopEnd() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_FINISH_TIMEOUT=20s").startAndAwaitReady();
        Files.writeString(host.path("etc/systemd/system/semblance.service.d/patience.conf"),
                "[Service]\nTimeoutStopSec=2\n");
        Works.in(host);
        try (Drill drill = Drill.of("slow-shutdown", host, MINUTES, directory)) {
            try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
                String secret = Files.readString(host.path("etc/semblance/secret")).strip();
                upload.getOutputStream()
                        .write(("POST /indexes/works/import HTTP/1.1\r\nHost: here\r\nX-API-Key: " + secret
                                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                upload.getOutputStream().flush();
                Waiting.until("the import is in flight",
                        () -> drill.prometheus().values(ACTIVE).stream()
                                .anyMatch(active -> active >= 1),
                        () -> "no request is active");
                host.systemctl("restart");
            }
            assertThat(host.log()).contains("Stopping").doesNotContain("Closed the indexes");
            drill.awaitFiring("SemblanceSlowShutdown");
            drill.follow("confirm");
            drill.follow("fix");
            drill.follow("verify");
            assertThat(host.log()).contains("Closed the indexes");
            drill.follow("undo");
            drill.assertFollowedToTheEnd();
        }
    }
}
