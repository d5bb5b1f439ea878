package io.semblance.lifecycle.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.semblance.lifecycle.Loading;
import io.semblance.lifecycle.Progress;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps requests for data away from indexes that are not loaded: 503, and when to come back. */
final class LoadedGate implements HandlerInterceptor {

    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int RETRY_AFTER_FAULT_SECONDS = 30;

    private final Loading loading;

    LoadedGate(Loading loading) {
        this.loading = loading;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Progress progress = loading.progress();
        return switch (progress.stage()) {
            case READY -> true;
            case LOADING -> throw new Busy(ProblemType.NOT_READY, "Still loading: " + progress.loaded() + " of "
                    + progress.total() + " assets so far. Try again in a moment; /readyz tells when.",
                    RETRY_AFTER_SECONDS);
            case FAILED -> throw new Busy(ProblemType.NOT_READY,
                    "The indexes could not be loaded. The operator finds the reason in the log.",
                    RETRY_AFTER_FAULT_SECONDS);
        };
    }
}
