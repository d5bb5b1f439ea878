package io.semblance.admission.web;

import java.io.IOException;
import java.io.PrintWriter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The answer to a request that holds something, which it gives back when the answer begins: by then the work is done, and
 * whoever reads the answer slowly keeps nobody waiting. For one thread.
 */
final class HoldingResponse extends HttpServletResponseWrapper {

    private final Runnable release;
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
    public ServletOutputStream getOutputStream() throws IOException {
        giveBack();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        giveBack();
        return super.getWriter();
    }
}
