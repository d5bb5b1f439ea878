package io.semblance.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A writer that goes on after SIGTERM, each request on a connection of its own, until it is told to come back or not let in.
 * Up to then each is answered, and what is not is not let in: it must not be there afterwards, which the writer compares. Where the
 * disk is full it is told so, and goes on all the same.
 */
final class LastingWriter implements Runnable {

    private static final int NOT_LET_IN = 0;
    private static final int FULL = 507;

    private final Writer writer;
    private final ServiceProcess service;
    private final List<String> faults = new ArrayList<>();
    private final AtomicInteger full = new AtomicInteger();

    LastingWriter(Writer writer, ServiceProcess service) {
        this.writer = writer;
        this.service = service;
    }

    @Override
    public void run() {
        try {
            while (service.isAlive()) {
                Writer.Answer answer = writer.write(this::post);
                if (answer.status() == FULL) {
                    full.incrementAndGet();
                } else if (answer.status() == NOT_LET_IN || answer.status() == 503) {
                    return;
                } else if (!answer.isSuccess()) {
                    faults.add(answer.toString());
                }
            }
        } catch (IOException history) {
            throw new UncheckedIOException(history);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often it was told that the disk is full, so far. */
    int full() {
        return full.get();
    }

    /** What was wrong; to be asked when it has ended. */
    List<String> faults() {
        return faults;
    }

    /** What came by the time the connection ended, be it in order or not. */
    private Writer.Answer post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = String.join("\r\n", "POST " + path + " HTTP/1.1", "Host: localhost", "Connection: close",
                "Content-Type: application/json", "Content-Length: " + body.length, "", "");
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getInputStream().transferTo(received);
        } catch (IOException ended) {
            return answer(received.toString(StandardCharsets.UTF_8));
        }
        return answer(received.toString(StandardCharsets.UTF_8));
    }

    private Writer.Answer answer(String text) {
        if (text.isEmpty()) {
            return new Writer.Answer(NOT_LET_IN, "");
        }
        if (!text.matches("(?s)HTTP/1\\.1 \\d{3} .*\r\n\r\n.*")) {
            faults.add("an answer was cut: " + text);
            return new Writer.Answer(NOT_LET_IN, text);
        }
        int status = Integer.parseInt(text.substring(9, 12));
        if (status == 503 && !text.contains("\r\nRetry-After: ")) {
            faults.add("it is not told when to come back: " + text);
        }
        return new Writer.Answer(status, text);
    }
}
