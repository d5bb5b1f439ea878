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
 * {@value #BYTES_A_SECOND} bytes a second is then given up. Where it turns out longer than was reckoned with, as one that did
 * not announce its length can, it takes more while there is more.
 */
final class Hurried extends HttpServletRequestWrapper {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long BYTES_A_SECOND = 1L << 20;
    private static final long MORE = 4L << 20;

    private final Budget budget;
    private long reckoned;
    private int taken;
    private long began;
    private @Nullable ServletInputStream body;

    /** @param reckoned bytes for which there is a place already */
    Hurried(HttpServletRequest request, Budget budget, long reckoned) {
        super(request);
        this.budget = budget;
        this.reckoned = reckoned;
    }

    /** What it took beyond that. */
    void giveBack() {
        budget.release(taken);
        taken = 0;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = body;
        if (known == null) {
            began = System.nanoTime();
            known = new Body(super.getInputStream());
            body = known;
        }
        return known;
    }

    private void check(long arrived) {
        while (arrived > reckoned) {
            takeMore();
        }
        long late = System.nanoTime() - began - GRACE.toNanos();
        if (late > arrived * 1_000_000_000.0 / BYTES_A_SECOND && budget.isAwaited()) {
            throw new Busy(ProblemType.TIMEOUT,
                    "The body of the request came too slowly while others waited for its place."
                            + " Nothing was stored; repeat the request later, or in smaller parts.",
                    1);
        }
    }

    private void takeMore() {
        try {
            int more = budget.take(MORE, Duration.ZERO);
            if (more == 0) {
                throw new Busy(ProblemType.OVERLOADED, "Too many bytes of requests are being worked on."
                        + " Nothing was stored; repeat the request later, in smaller parts, or with a Content-Length.",
                        1);
            }
            taken += more;
            reckoned += MORE;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Busy(ProblemType.STOPPING, "The service is stopping.", 1);
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
