package io.semblance.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers that come after SIGTERM, each on a connection of its own. While the service drains they are served; after that
 * they are told to come back or are not let in, and once one is not let in, none is served again.
 */
final class LateCallers implements Runnable {

    private static final String REQUEST = "GET /indexes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final ServiceProcess service;
    private final List<String> faults = new ArrayList<>();

    LateCallers(ServiceProcess service) {
        this.service = service;
    }

    @Override
    public void run() {
        boolean closed = false;
        while (service.isAlive()) {
            String answer = answer();
            boolean served = answer.startsWith("HTTP/1.1 200 ");
            boolean told = answer.startsWith("HTTP/1.1 503 ") && answer.contains("\r\nRetry-After: ");
            if (!answer.isEmpty() && !told && (!served || closed)) {
                faults.add((closed ? "after a caller was not let in: " : "") + answer);
            }
            closed |= answer.isEmpty();
        }
    }

    /** What was wrong; to be asked when it has ended. */
    List<String> faults() {
        return faults;
    }

    /** The answer, or nothing if the connection was refused or reset before any of it came. */
    private String answer() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException refused) {
            return "";
        }
    }
}
