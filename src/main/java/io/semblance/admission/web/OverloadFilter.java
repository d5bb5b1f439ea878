package io.semblance.admission.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.admission.Budget;
import io.semblance.admission.Deadline;
import io.semblance.admission.Saturation;
import io.semblance.admission.SearchTurns;
import io.semblance.problem.ProblemType;
import io.semblance.problem.web.ProblemWriter;
import io.semblance.telemetry.MeteredIndexes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.util.UriUtils;

/**
 * Turns requests away that would be refused anyway, before anything of them is read: an answer of a few words costs a
 * small part of parsing a request, so that under overload the processors go on serving what they can. And lets only so
 * many bytes of bodies in at once that what becomes of them fits the heap.
 *
 * <p>
 * Stands inside of what measures and logs requests, and outside of everything else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class OverloadFilter extends OncePerRequestFilter {

    /** A parsed body takes some six times its bytes; so all of them together take a third of the heap at most. */
    private static final int SHARE_OF_HEAP = 16;
    /** An import is read in groups; this much of it is held as a rule. */
    private static final long STREAMED = 4L << 20;
    /** Of a search by a few codes; by hundreds of simprints it is larger. */
    private static final long READ_AHEAD = 64L << 10;
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern SEARCH = Pattern.compile("/indexes/[^/]+/search/?");
    private static final Pattern WRITE = Pattern.compile("/indexes/([^/]+)/assets(/[^/]*)?/?");

    private final Supplier<Saturation> saturation;
    private final Supplier<SearchTurns> turns;
    private final Budget bodies = new Budget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    /** Filters are made within Tomcat's start, whose log would tell of a data directory that cannot be opened. */
    @Autowired
    OverloadFilter(ObjectProvider<MeteredIndexes> indexes) {
        this(SingletonSupplier.of(() -> indexes.getObject().saturation()),
                SingletonSupplier.of(() -> indexes.getObject().turns()));
    }

    OverloadFilter(Supplier<Saturation> saturation, Supplier<SearchTurns> turns) {
        this.saturation = saturation;
        this.turns = turns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = path(request);
        if (!path.startsWith("/indexes/")) {
            chain.doFilter(request, response);
        } else if (SEARCH.matcher(path).matches()) {
            search(request, response, chain, path);
        } else if (isWriteThatWaits(request, path)) {
            refuse(request, response, "/indexes/{name}/assets",
                    "Too many writes wait for the disk already. Nothing was stored; repeat the request later.");
        } else {
            withinBudget(request, response, chain, path);
        }
    }

    private void search(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws ServletException, IOException {
        boolean inTurn = hasNoBody(request) || isSmall(request);
        if (inTurn ? turns.get().refuses() : saturation.get().refusesSearch()) {
            refuseSearch(request, response);
        } else {
            withinBudget(request, response, inTurn ? (read, answer) -> inTurn(request, response, chain) : chain, path);
        }
    }

    /**
     * Whether the body may be read before the turn is taken, so that who sends it slowly holds none. A larger one takes no
     * turn at all; the backend's own bound counts for it.
     */
    private static boolean isSmall(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 && length <= READ_AHEAD;
    }

    private void inTurn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest read = hasNoBody(request) ? request : new ReadAhead(request);
        if (!takesTurn()) {
            refuseSearch(request, response);
            return;
        }
        try {
            chain.doFilter(read, response);
        } finally {
            turns.get().release();
        }
    }

    private static void refuseSearch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(request, response, "/indexes/{name}/search",
                "Too many searches wait already. Repeat the request a little later.");
    }

    private static boolean hasNoBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null);
    }

    private boolean takesTurn() {
        try {
            return turns.get().take(Deadline.current().leftOf(MOST_PATIENCE));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As routes are found: neither an encoded letter nor a parameter in a segment makes another path. */
    private static String path(HttpServletRequest request) {
        String asked = request.getRequestURI();
        String bare = asked.indexOf(';') < 0 ? asked : PARAMETERS.matcher(asked).replaceAll("");
        return bare.indexOf('%') < 0 ? bare : UriUtils.decode(bare, StandardCharsets.UTF_8);
    }

    private boolean isWriteThatWaits(HttpServletRequest request, String path) {
        String method = request.getMethod();
        if (!method.equals("POST") && !method.equals("DELETE")) {
            return false;
        }
        Matcher write = WRITE.matcher(path);
        return write.matches() && saturation.get().refusesWrite(write.group(1));
    }

    private void withinBudget(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
            String path)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        long held = hasNoBody(request) ? 0 : length < 0 ? STREAMED : length;
        if (held == 0) {
            chain.doFilter(request, response);
            return;
        }
        boolean streamed = path.endsWith("/import");
        int taken = take(streamed ? Math.min(held, STREAMED) : held);
        if (taken == 0) {
            refuse(request, response, "/indexes/{name}",
                    "Too many bytes of requests are being worked on. Nothing was stored; repeat the request later.");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            bodies.release(taken);
        }
    }

    private int take(long bytes) {
        try {
            return bodies.take(bytes, Deadline.current().leftOf(MOST_PATIENCE));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String route, String detail)
            throws IOException {
        ServerHttpObservationFilter.findObservationContext(request).ifPresent(seen -> seen.setPathPattern(route));
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        ProblemWriter.write(request, response, ProblemType.OVERLOADED, detail);
    }
}
