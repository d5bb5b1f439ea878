package io.semblance.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * One keep-alive HTTP/1.1 connection over a blocking socket. Client and server share the cores of the machine, so every
 * microsecond of the client is missing on the other side; this one does a write and a read, and no more.
 * <p>
 * A server may close a connection that it kept alive at any time, and the client learns it at its next request. Such a
 * request, of whose answer no byte has arrived, is sent once more on a new connection; the latency includes that. A
 * time-out and a fault in the middle of an answer are the caller's to count.
 */
final class HttpConnection implements AutoCloseable {

    private final Target target;
    private Optional<Socket> socket = Optional.empty();
    private Optional<ResponseReader> reader = Optional.empty();
    private long reconnects;
    private boolean opened;

    HttpConnection(Target target) {
        this.target = target;
    }

    /** Sends the request and reads the whole answer; its body stays readable until the next call. */
    ResponseReader exchange(byte[] request) throws IOException {
        boolean reused = socket.isPresent();
        try {
            return attempt(request);
        } catch (SocketTimeoutException timeout) {
            close();
            throw timeout;
        } catch (IOException broken) {
            boolean unanswered = reader.map(ResponseReader::untouched).orElse(true);
            close();
            if (!reused || !unanswered) {
                throw broken;
            }
            return attempt(request);
        }
    }

    long reconnects() {
        return reconnects;
    }

    private ResponseReader attempt(byte[] request) throws IOException {
        if (socket.isEmpty()) {
            open();
        }
        Socket open = socket.orElseThrow(() -> new EOFException("not connected"));
        ResponseReader response = reader.orElseThrow(() -> new EOFException("not connected"));
        response.reset();
        open.getOutputStream().write(request);
        response.read();
        if (response.closes()) {
            close();
        }
        return response;
    }

    private void open() throws IOException {
        var fresh = new Socket();
        try {
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(target.timeoutSeconds() * 1000);
            fresh.connect(new InetSocketAddress(target.url().getHost(), target.url().getPort()), 10_000);
            reader = Optional.of(new ResponseReader(fresh.getInputStream()));
        } catch (IOException refused) {
            fresh.close();
            throw refused;
        }
        socket = Optional.of(fresh);
        if (opened) {
            reconnects++;
        }
        opened = true;
    }

    @Override
    public void close() throws IOException {
        if (socket.isPresent()) {
            Socket old = socket.get();
            socket = Optional.empty();
            old.close();
        }
    }
}
