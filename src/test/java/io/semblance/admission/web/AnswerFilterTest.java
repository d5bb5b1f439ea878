package io.semblance.admission.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import io.semblance.admission.AnswerMemory;
import io.semblance.admission.AnswerShare;
import io.semblance.problem.Busy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AnswerFilterTest {

    private static final long MIB = 1L << 20;

    private final AnswerMemory memory = new AnswerMemory(8 * MIB, 4 * MIB);
    private final AnswerFilter filter = new AnswerFilter(memory);

    private void ask(FilterChain chain) throws ServletException, IOException {
        filter.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), chain);
    }

    @Test
    void requestHoldsWhatItsAnswerTakesUntilItIsAnswered() throws ServletException, IOException {
        ask((request, response) -> {
            AnswerShare.current().take(2 * MIB);
            response.getOutputStream().write(1);
            assertThat(memory.held()).isEqualTo(2 * MIB);
        });
        assertThat(memory.held()).isZero();
    }

    @Test
    void requestThatFailsGivesBackWhatItHeld() {
        assertThatThrownBy(() -> ask((request, response) -> {
            AnswerShare.current().take(2 * MIB);
            throw new ServletException("on purpose");
        })).isInstanceOf(ServletException.class).hasMessage("on purpose");
        assertThat(memory.held()).isZero();
    }

    @Test
    void requestsHoldOfOneMemory() throws ServletException, IOException {
        ask((request, response) -> {
            AnswerShare.current().take(4 * MIB);
            assertThatThrownBy(() -> ask((other, otherResponse) -> AnswerShare.current().take(3 * MIB)))
                    .isInstanceOf(Busy.class);
            assertThat(memory.held()).isEqualTo(4 * MIB);
        });
        assertThat(memory.held()).isZero();
    }
}
