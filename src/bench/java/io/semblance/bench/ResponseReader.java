package io.semblance.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads HTTP/1.1 answers from one connection: status, the three headers that matter for framing, and the body by
 * length, by chunks or up to the end of the stream. The buffers are kept from answer to answer.
 */
final class ResponseReader {

    private static final int NO_LENGTH = -1;

    private final InputStream in;
    private byte[] input = new byte[64 * 1024];
    private int next;
    private int end;
    private byte[] body = new byte[64 * 1024];
    private int bodyLength;
    private int status;
    private boolean closes;
    private boolean untouched = true;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    void reset() {
        untouched = true;
        bodyLength = 0;
        closes = false;
    }

    int status() {
        return status;
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Whether the server ends the connection after this answer. */
    boolean closes() {
        return closes;
    }

    /** Whether not even the first byte of the answer has arrived. */
    boolean untouched() {
        return untouched;
    }

    int bodyLength() {
        return bodyLength;
    }

    String text() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    void read() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("not an HTTP/1.x status line: " + line);
        }
        status = Integer.parseInt(line.substring(9, 12));
        closes = line.startsWith("HTTP/1.0");
        int length = NO_LENGTH;
        boolean chunked = false;
        for (line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.endsWith("chunked");
            } else if (header.startsWith("connection:")) {
                closes |= header.contains("close");
            }
        }
        if (chunked) {
            readChunks();
        } else if (length != NO_LENGTH) {
            copy(length);
        } else if (status != 204 && status != 304) {
            closes = true;
            readToEnd();
        }
    }

    private void readChunks() throws IOException {
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            int size = Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // trailers say nothing that is measured
                }
                return;
            }
            copy(size);
            if (!line().isEmpty()) {
                throw new IOException("chunk without its line end");
            }
        }
    }

    private void readToEnd() throws IOException {
        while (true) {
            try {
                if (next == end) {
                    fill();
                }
            } catch (EOFException done) {
                return;
            }
            copy(end - next);
        }
    }

    private void copy(int count) throws IOException {
        if (bodyLength + count > body.length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + count, 2 * body.length));
        }
        int left = count;
        while (left > 0) {
            if (next == end) {
                fill();
            }
            int part = Math.min(left, end - next);
            System.arraycopy(input, next, body, bodyLength, part);
            next += part;
            bodyLength += part;
            left -= part;
        }
    }

    private String line() throws IOException {
        int from = next;
        while (true) {
            for (int i = from; i < end; i++) {
                if (input[i] == '\n') {
                    int last = i > next && input[i - 1] == '\r' ? i - 1 : i;
                    var line = new String(input, next, last - next, StandardCharsets.ISO_8859_1);
                    next = i + 1;
                    return line;
                }
            }
            from = end - next;
            compact();
            fill();
        }
    }

    /** Moves the unread bytes to the front, so that a line that is cut off can be completed. */
    private void compact() {
        System.arraycopy(input, next, input, 0, end - next);
        end -= next;
        next = 0;
        if (end == input.length) {
            input = Arrays.copyOf(input, 2 * input.length);
        }
    }

    private void fill() throws IOException {
        if (next == end) {
            next = 0;
            end = 0;
        }
        int count = in.read(input, end, input.length - end);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        untouched = false;
        end += count;
    }
}
