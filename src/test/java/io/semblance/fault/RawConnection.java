package io.semblance.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that is kept and asked again and again, at less cost than a client that knows all of HTTP. Where an answer
 * closes it, as that to a refused request does, the next one is asked over a new connection.
 */
final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final URI address;
    private Socket socket;
    private InputStream in;

    RawConnection(String url) throws IOException {
        address = URI.create(url);
        socket = connected(address);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket connected(URI address) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
        return socket;
    }

    /** The bytes of a POST of JSON. */
    static byte[] post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n" + json).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request and reads its answer; the status, negative if it is busy and does not say when to come back. */
    int ask(byte[] request) throws IOException {
        if (socket.isClosed()) {
            socket = connected(address);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        int length = 0;
        boolean comeBack = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(header.indexOf(':') + 1).strip();
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            }
            comeBack |= name.equals("retry-after");
            closes |= name.equals("connection") && value.equals("close");
        }
        in.skipNBytes(length);
        if (closes) {
            socket.close();
        }
        return status == 503 && !comeBack ? -status : status;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
