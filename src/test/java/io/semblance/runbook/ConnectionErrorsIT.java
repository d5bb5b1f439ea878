package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller opens connections, uses none of them and closes none. */
class ConnectionErrorsIT {

    private static final int ALLOWED = 50;

    @TempDir
    Path directory;

    /** The limit is brought near to what is open, which is the same and lasts. */
    @Test
    void openFilesNearTheirLimitAreTold() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                Host.quickJava(" -Dserver.tomcat.connection-timeout=1h"))
                .startAndAwaitReady();
        List<Socket> idle = new ArrayList<>();
        try (Drill drill = Drill.of("connection-errors", host, Drill.SECONDS, directory)) {
            for (int i = 0; i < 10 * ALLOWED; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), host.port()));
            }
            Waiting.until("all are taken",
                    () -> drill.prometheus().values("process_files_open_files > " + 10 * ALLOWED).size() == 1,
                    () -> "fewer");
            limit(host, "$((open + open / 10))");
            drill.awaitFiring("SemblanceFileDescriptors");
            assertThat(drill.follow("confirm, files")).contains("Max open files");
            limit(host, "$((open * 10))");
            drill.awaitSilent("SemblanceFileDescriptors");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static void limit(Host host, String files) throws IOException, InterruptedException {
        host.shell("open=$(ls /proc/" + host.pid() + "/fd | wc -l); prlimit --pid " + host.pid() + " --nofile=" + files
                + ":", Map.of()).succeeded();
    }

    @Test
    void moreConnectionsAreAllowedAndTheIdleOnesDropped() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                "SERVER_TOMCAT_MAX_CONNECTIONS=" + ALLOWED)
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
            drill.assertFollowedToTheEnd("confirm, answers", "confirm, files");
        } finally {
            for (Socket socket : leaked) {
                socket.close();
            }
        }
    }
}
