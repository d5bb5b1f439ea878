package io.semblance.admission.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** What a value is bound to a thread for: the rest of a request's filters, and the request itself. */
final class ScopedChain {

    private ScopedChain() {
    }

    /** Runs something while a value is bound. */
    interface Scope {

        /** As {@link ScopedValue.Carrier#call} does. */
        <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X;
    }

    /** Goes on with a chain in a scope; what it throws comes out as it is. */
    static void go(Scope scope, FilterChain chain, ServletRequest request, ServletResponse response)
            throws ServletException, IOException {
        try {
            scope.call(() -> {
                chain.doFilter(request, response);
                return response;
            });
        } catch (IOException | ServletException | RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable other) {
            throw new ServletException(other);
        }
    }
}
