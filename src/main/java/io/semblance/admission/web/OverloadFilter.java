package io.semblance.admission.web;

import java.io.IOException;
import java.util.function.Supplier;

import io.semblance.admission.Saturation;
import io.semblance.admission.SearchTurns;
import io.semblance.telemetry.MeteredIndexes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns requests away that would be refused anyway, before anything of them is read: an answer of a few words costs a
 * small part of parsing a request, so that under overload the processors go on serving what they can. Nobody waits here and
 * nothing is held, since nobody has shown a secret yet; that is for {@link AdmissionFilter}.
 *
 * <p>
 * Stands inside of what measures and logs requests, and outside of everything else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class OverloadFilter extends OncePerRequestFilter {

    private final Supplier<Saturation> saturation;
    private final Supplier<SearchTurns> turns;

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
        AskedFor asked = AskedFor.by(request);
        if (asked.search() && refusesSearch(asked)) {
            Refusal.ofSearch(request, response);
        } else if (asked.written().filter(index -> saturation.get().refusesWrite(index)).isPresent()) {
            Refusal.ofWrite(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean refusesSearch(AskedFor asked) {
        return AdmissionFilter.takesTurn(asked) ? turns.get().refuses() : saturation.get().refusesSearch();
    }
}
