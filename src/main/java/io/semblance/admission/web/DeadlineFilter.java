package io.semblance.admission.web;

import java.io.IOException;
import java.time.Duration;

import io.semblance.admission.Deadline;
import io.semblance.config.SemblanceSettings;
import io.semblance.problem.CallerFault;
import io.semblance.problem.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its deadline, before anything is done for it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeadlineFilter extends OncePerRequestFilter {

    private final Duration whenAbsent;

    DeadlineFilter(SemblanceSettings settings) {
        this.whenAbsent = settings.deadline();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Deadline deadline;
        try {
            deadline = Deadline.in(DeadlineHeader.read(request.getHeader(DeadlineHeader.NAME), whenAbsent));
        } catch (CallerFault fault) {
            ProblemWriter.write(request, response, fault);
            return;
        }
        ScopedChain.go(deadline::call, chain, request, response);
    }
}
