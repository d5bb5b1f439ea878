package io.semblance.admission.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.semblance.problem.Busy;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

/**
 * A request whose body, of announced length, has been taken off the wire and not looked at. What went wrong with that is
 * told to who reads it, where it would have gone wrong otherwise.
 *
 * <p>
 * The container does not say whether a body has arrived: {@code available()} of its stream tells of a byte at most before
 * the first is read.
 */
final class ReadAhead extends HttpServletRequestWrapper {

    private final Body body;

    ReadAhead(HttpServletRequest request) {
        super(request);
        byte[] read = {};
        Exception thrown = null;
        try {
            read = request.getInputStream().readNBytes((int) request.getContentLengthLong());
        } catch (IOException | Busy e) {
            thrown = e;
        }
        this.body = new Body(read, thrown);
    }

    /** Whether there is nothing to be done with it but to tell who reads it. */
    boolean failed() {
        return body.fault != null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(body,
                encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;
        private final @Nullable Exception fault;

        Body(byte[] bytes, @Nullable Exception fault) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.fault = fault;
        }

        @Override
        public int read() throws IOException {
            throwFault();
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            throwFault();
            return bytes.read(into, from, length);
        }

        private void throwFault() throws IOException {
            switch (fault) {
                case null -> {
                }
                case IOException broken -> throw broken;
                case Busy slow -> throw slow;
                default -> throw new IllegalStateException(fault);
            }
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body was read already");
        }
    }
}
