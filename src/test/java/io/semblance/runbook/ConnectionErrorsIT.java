package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller opens connections, uses none of them and closes none. */
class ConnectionErrorsIT {

    private static final int ALLOWED = 50;

    @TempDir
    Path directory;

    @Test
    void moreConnectionsAreAllowedAndTheIdleOnesDropped() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                "SEMBLANCE_JAVA_OPTS=\"" + Host.QUICK_JAVA + " -Dserver.tomcat.max-connections=" + ALLOWED + "\"")
                .startAndAwaitReady();
        List<Socket> leaked = new ArrayList<>();
        try (Drill drill = Drill.of("connection-errors", host, Drill.SECONDS, directory)) {
            for (int i = 0; i < ALLOWED - 5; i++) {
                leaked.add(new Socket(InetAddress.getLoopbackAddress(), host.port()));
            }
            drill.awaitFiring("SemblanceConnections");
            drill.follow("confirm");
            assertThat(drill.follow("first")).contains("127.0.0.1");
            drill.follow("fix");
            drill.follow("verify");
            Waiting.until("more are allowed",
                    () -> drill.prometheus().values("semblance_connections_limit").contains(16_384.0), () -> "fewer");
            drill.follow("undo");
            drill.follow("verify");
            drill.assertFollowedToTheEnd("confirm, answers");
        } finally {
            for (Socket socket : leaked) {
                socket.close();
            }
        }
    }
}
