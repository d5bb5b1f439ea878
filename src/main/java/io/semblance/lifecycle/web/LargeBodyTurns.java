package io.semblance.lifecycle.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.semblance.admission.Deadline;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a bounded number of requests with large bodies in at once; the others wait their turn without a thread of the
 * operating system, and are sent away when it does not come soon. Reading and parsing such a body keeps a carrier thread
 * busy, and if all of them were, no probe would be answered. Small requests pass.
 */
final class LargeBodyTurns implements HandlerInterceptor {

    /** Parsing fewer bytes than this takes less than a time slice of the operating system. */
    private static final long LARGE_BYTES = 64 * 1024;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Semaphore turns;
    private final Duration patience;

    /**
     * @param atOnce how many are let in
     * @param patience how long the others wait
     */
    LargeBodyTurns(int atOnce, Duration patience) {
        this.turns = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (isLarge(request) && !waitsForItsTurn()) {
            throw new Busy(ProblemType.OVERLOADED,
                    "Too many large requests at once. Try again in a moment, with fewer connections or smaller batches.",
                    RETRY_AFTER_SECONDS);
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception thrown) {
        if (isLarge(request)) {
            turns.release();
        }
    }

    /** A body of unknown length counts as large. */
    private static boolean isLarge(HttpServletRequest request) {
        return request.getContentLengthLong() > LARGE_BYTES || request.getHeader("Transfer-Encoding") != null;
    }

    private boolean waitsForItsTurn() {
        try {
            return turns.tryAcquire(Deadline.current().leftOf(patience).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
