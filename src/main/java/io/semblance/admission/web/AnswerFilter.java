package io.semblance.admission.web;

import java.io.IOException;

import io.semblance.admission.AnswerMemory;
import io.semblance.admission.AnswerShare;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request its share of the memory for answers, and takes that back when the answer is written: until then it is
 * memory, however slowly it is read. Who has no secret gets none.
 */
@Component
@Order(AdmissionFilter.BEHIND_THE_SECRET + 1)
class AnswerFilter extends OncePerRequestFilter {

    private final AnswerMemory memory;

    @Autowired
    AnswerFilter() {
        this(new AnswerMemory());
    }

    AnswerFilter(AnswerMemory memory) {
        this.memory = memory;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (AnswerShare share = memory.share()) {
            ScopedChain.go(share::call, chain, request, response);
        }
    }
}
