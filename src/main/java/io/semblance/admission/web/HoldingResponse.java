package io.semblance.admission.web;

import java.io.IOException;
import java.io.PrintWriter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that holds something, which it gives back when the answer begins: by then the work is done, and
 * whoever reads the answer slowly keeps nobody waiting. A large answer holds it to its end: while it waits for its reader it
 * is memory, of which there must not be any number. For one thread.
 */
final class HoldingResponse extends HttpServletResponseWrapper {

    /** Most of so much the system takes at once, whether it is read or not. */
    static final long SMALL = 64L << 10;

    private final Runnable release;
    private long length = Long.MAX_VALUE;
    private boolean given;

    HoldingResponse(HttpServletResponse response, Runnable release) {
        super(response);
        this.release = release;
    }

    /** Gives it back, once; at the end, if no answer began. */
    void giveBack() {
        if (!given) {
            given = true;
            release.run();
        }
    }

    @Override
    public void setContentLength(int bytes) {
        length = bytes;
        super.setContentLength(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        length = bytes;
        super.setContentLengthLong(bytes);
    }

    @Override
    public void setHeader(String name, String value) {
        note(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        note(name, value);
        super.addHeader(name, value);
    }

    /** Spring announces it as a header among others. */
    private void note(String name, @Nullable String value) {
        if (value != null && name.equalsIgnoreCase("Content-Length")) {
            length = Long.parseLong(value);
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        begins();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        begins();
        return super.getWriter();
    }

    private void begins() {
        if (length <= SMALL) {
            giveBack();
        }
    }
}
