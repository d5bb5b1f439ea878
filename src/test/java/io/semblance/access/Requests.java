package io.semblance.access;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Requests written byte by byte: paths that a well-behaved client would tidy up, header values that it would refuse. Each
 * takes a connection of its own.
 */
final class Requests {

    private final int port;

    Requests(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status status code; 0 if the connection was closed without one
     * @param head status line and headers
     * @param body what follows
     */
    record Answer(int status, String head, String body) {

        /** Value of a header, or the empty text. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("");
        }
    }

    Answer send(String method, String target, String... headers) {
        return exchange(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("", Arrays.stream(headers).map(header -> header + "\r\n").toList()) + "\r\n");
    }

    /** Sends what is given, in Latin-1, and reads until the server closes. */
    Answer exchange(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(request, broken);
        }
    }

    /** Sends the second part only once the first bytes of the answer have come, and reads until the server closes. */
    Answer exchange(String request, String onceAnswered) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            in.unread(in.read());
            socket.getOutputStream().write(onceAnswered.getBytes(StandardCharsets.ISO_8859_1));
            return answer(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(request, broken);
        }
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return new Answer(0, text, "");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }
}
