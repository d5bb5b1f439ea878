package io.semblance.admission.web;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import io.semblance.admission.Budget;
import io.semblance.admission.Deadline;
import io.semblance.admission.SearchTurns;
import io.semblance.telemetry.MeteredIndexes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only so many bytes of bodies in at once that what becomes of them fits the heap, and only so many searches that
 * passes can share; the others wait here. Small bodies have a budget of their own, so that they do not wait for a large batch;
 * searches of a few codes have another, so that they do not wait for a disk either. A body that comes slowly is given up when
 * others wait for its place, but for an import, which holds a part of what it announces for as long as it likes.
 *
 * <p>
 * Stands inside of the check of the secret: who has none holds nothing. When what is held is given back tells
 * {@link HoldingResponse}.
 */
@Component
@Order(AdmissionFilter.BEHIND_THE_SECRET)
class AdmissionFilter extends OncePerRequestFilter {

    /** Spring Security's chain stands at -100. */
    static final int BEHIND_THE_SECRET = 0;
    /** Of a search by a few codes, or a few assets; read before a turn is taken. */
    static final long SMALL = 64L << 10;

    /** A parsed body takes some six times its bytes; so all of them together take a third of the heap at most. */
    private static final int SHARE_OF_HEAP = 16;
    private static final int SHARE_OF_HEAP_OF_SMALL = 64;
    /** An import is read in groups; this much of it is held as a rule. */
    private static final long STREAMED = 4L << 20;
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(5);

    private final Supplier<SearchTurns> turns;
    private final Budget large = new Budget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    private final Budget small = new Budget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP_OF_SMALL);
    private final Budget searches = new Budget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP_OF_SMALL);

    @Autowired
    AdmissionFilter(ObjectProvider<MeteredIndexes> indexes) {
        this(SingletonSupplier.of(() -> indexes.getObject().turns()));
    }

    AdmissionFilter(Supplier<SearchTurns> turns) {
        this.turns = turns;
    }

    /** A larger search takes no turn; the backend's own bound counts for it. */
    static boolean takesTurn(AskedFor asked) {
        return asked.search() && asked.isWithin(SMALL);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AskedFor asked = AskedFor.by(request);
        if (!asked.hasBody()) {
            inTurn(request, response, chain, asked);
            return;
        }
        Budget budget = budgetOf(asked);
        long reckoned = asked.isImport() ? Math.min(asked.length(STREAMED), STREAMED) : asked.length(STREAMED);
        int taken = take(budget, reckoned);
        if (taken > 0) {
            Hurried hurried = new Hurried(request, budget, reckoned);
            HoldingResponse holding = new HoldingResponse(response, () -> {
                budget.release(taken);
                hurried.giveBack();
            });
            try {
                withBody(request, holding, chain, asked, hurried);
            } finally {
                holding.giveBack();
                hurried.giveBack();
            }
        } else if (asked.search()) {
            turns.get().countRefused();
            Refusal.ofSearch(request, response);
        } else {
            Refusal.ofBytes(request, response);
        }
    }

    private Budget budgetOf(AskedFor asked) {
        if (asked.isImport() || !asked.isWithin(SMALL)) {
            return large;
        }
        return asked.search() ? searches : small;
    }

    private void withBody(HttpServletRequest request, HoldingResponse response, FilterChain chain, AskedFor asked,
            Hurried hurried) throws ServletException, IOException {
        if (asked.isImport()) {
            // Answered piece by piece while it is read.
            chain.doFilter(request, response.getResponse());
        } else if (asked.isWithin(SMALL)) {
            ReadAhead read = new ReadAhead(hurried);
            if (read.failed()) {
                chain.doFilter(read, response);
            } else {
                inTurn(read, response, chain, asked);
            }
        } else {
            chain.doFilter(hurried, response);
        }
    }

    private void inTurn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, AskedFor asked)
            throws ServletException, IOException {
        if (!takesTurn(asked)) {
            chain.doFilter(request, response);
        } else if (waitsForTurn()) {
            HoldingResponse holding = new HoldingResponse(response, turns.get()::release);
            try {
                chain.doFilter(request, holding);
            } finally {
                holding.giveBack();
            }
        } else {
            Refusal.ofSearch(request, response);
        }
    }

    private static int take(Budget budget, long bytes) {
        try {
            return budget.take(bytes, Deadline.current().leftOf(MOST_PATIENCE));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private boolean waitsForTurn() {
        try {
            return turns.get().take(Deadline.current().leftOf(MOST_PATIENCE));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
