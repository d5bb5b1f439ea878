package io.semblance.lifecycle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.semblance.problem.Busy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LargeBodyTurnsTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final LargeBodyTurns impatient = new LargeBodyTurns(1, Duration.ZERO);

    @Test
    void oneMoreThanAllowedIsSentAway() {
        assertThat(impatient.preHandle(request(1_000_000), response, this)).isTrue();
        assertThatThrownBy(() -> impatient.preHandle(request(1_000_000), response, this)).isInstanceOf(Busy.class);
    }

    @Test
    void turnIsGivenBackWhenTheRequestEnds() {
        for (int i = 0; i < 3; i++) {
            assertThat(impatient.preHandle(request(1_000_000), response, this)).isTrue();
            impatient.afterCompletion(request(1_000_000), response, this, null);
        }
    }

    @Test
    void smallRequestsPassWhileLargeOnesWait() {
        impatient.preHandle(request(1_000_000), response, this);
        assertThat(impatient.preHandle(request(1000), response, this)).isTrue();
        impatient.afterCompletion(request(1000), response, this, null);
        assertThatThrownBy(() -> impatient.preHandle(request(1_000_000), response, this)).isInstanceOf(Busy.class);
    }

    @Test
    void bodyOfUnknownLengthCountsAsLarge() {
        impatient.preHandle(request(1_000_000), response, this);
        MockHttpServletRequest chunked = new MockHttpServletRequest();
        chunked.addHeader("Transfer-Encoding", "chunked");
        assertThatThrownBy(() -> impatient.preHandle(chunked, response, this)).isInstanceOf(Busy.class);
    }

    @Test
    void whoWaitsGetsTheTurnOfWhoEnds() {
        LargeBodyTurns patient = new LargeBodyTurns(1, Duration.ofMinutes(1));
        patient.preHandle(request(1_000_000), response, this);
        CompletableFuture<Boolean> waiting = CompletableFuture
                .supplyAsync(() -> patient.preHandle(request(1_000_000), response, this));
        patient.afterCompletion(request(1_000_000), response, this, null);
        assertThat(waiting).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
    }

    @Test
    void interruptedWaitIsARefusal() {
        LargeBodyTurns patient = new LargeBodyTurns(1, Duration.ofMinutes(1));
        patient.preHandle(request(1_000_000), response, this);
        // On a thread of its own: one of the common pool would take the interrupt along to the next test.
        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            return patient.preHandle(request(1_000_000), response, this);
        }, task -> Thread.ofPlatform().start(task));
        assertThatThrownBy(interrupted::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Busy.class);
    }

    private static MockHttpServletRequest request(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[bytes]);
        return request;
    }
}
