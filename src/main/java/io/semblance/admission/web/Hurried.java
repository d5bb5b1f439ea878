package io.semblance.admission.web;

import java.io.IOException;
import java.time.Duration;

import io.semblance.admission.Budget;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

/**
 * A request whose body may take its time only while nobody waits for the place that it holds. One that comes at less than
 * {@value #BYTES_A_SECOND} bytes a second is then given up.
 */
final class Hurried extends HttpServletRequestWrapper {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long BYTES_A_SECOND = 1L << 20;

    private final Budget budget;
    private final long began = System.nanoTime();
    private @Nullable ServletInputStream body;

    Hurried(HttpServletRequest request, Budget budget) {
        super(request);
        this.budget = budget;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = body;
        if (known == null) {
            known = new Body(super.getInputStream());
            body = known;
        }
        return known;
    }

    private void check(long arrived) {
        long late = System.nanoTime() - began - GRACE.toNanos();
        if (late > arrived * 1_000_000_000.0 / BYTES_A_SECOND && budget.isAwaited()) {
            throw new Busy(ProblemType.TIMEOUT,
                    "The body of the request came too slowly while others waited for its place."
                            + " Nothing was stored; repeat the request later, or in smaller parts.",
                    1);
        }
    }

    private final class Body extends ServletInputStream {

        private final ServletInputStream wire;
        private long arrived;

        Body(ServletInputStream wire) {
            this.wire = wire;
        }

        @Override
        public int read() throws IOException {
            int read = wire.read();
            arrived += read < 0 ? 0 : 1;
            check(arrived);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = wire.read(into, from, length);
            arrived += Math.max(0, read);
            if (read >= 0) {
                check(arrived);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return wire.available();
        }

        @Override
        public boolean isFinished() {
            return wire.isFinished();
        }

        @Override
        public boolean isReady() {
            return wire.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            wire.setReadListener(listener);
        }
    }
}
