package io.semblance.admission.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.semblance.admission.Deadline;
import io.semblance.telemetry.MeteredIndexes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AdmissionFilterTest {

    private static final long MORE_THAN_THERE_IS = Runtime.getRuntime().maxMemory();
    private static final long LARGE = AdmissionFilter.SMALL + 1;
    private static final Deadline SOON = Deadline.in(Duration.ofMillis(1));

    /** None of the requests takes a turn. */
    private final AdmissionFilter filter = new AdmissionFilter(new ObjectProvider<MeteredIndexes>() {
    });
    private final List<String> let = new ArrayList<>();

    private MockHttpServletResponse put(String path, long length, FilterChain chain)
            throws ServletException, IOException {
        return ask("PUT", path, length, chain);
    }

    private MockHttpServletResponse ask(String method, String path, long length, FilterChain chain)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path) {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            return SOON.call(() -> {
                filter.doFilter(request, response, chain);
                return response;
            });
        } catch (IOException | ServletException | RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable other) {
            throw new ServletException(other);
        }
    }

    /** Bodies are held and turns are taken by those who may. */
    @Test
    void standsBehindTheCheckOfTheSecret() {
        assertThat(AdmissionFilter.BEHIND_THE_SECRET).isGreaterThan(SecurityFilterProperties.DEFAULT_FILTER_ORDER);
    }

    /** Neither waits for what the other waits for. */
    @Test
    void smallBodiesHaveABudgetOfTheirOwn() throws ServletException, IOException {
        put("/indexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
            let.add("first");
            put("/indexes/t/small", AdmissionFilter.SMALL, (inner, answer) -> let.add("small"));
        });
        assertThat(let).containsExactly("first", "small");
    }

    @Test
    void bodiesBeyondTheBudgetOfBytesAreRefusedBeforeTheyAreRead() throws ServletException, IOException {
        put("/indexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
            let.add("first");
            MockHttpServletResponse refused = put("/indexes/t/second", LARGE, (inner, answer) -> let.add("second"));
            assertThat(refused.getStatus()).isEqualTo(503);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
            assertThat(refused.getContentAsString()).contains("Too many bytes", "Nothing was stored");
            put("/indexes/t/none", 0, (inner, answer) -> let.add("without a body"));
            put("/livez", 1, (inner, answer) -> let.add("probe"));
        });
        assertThat(let).containsExactly("first", "without a body", "probe");
    }

    /** Probes need no secret, so a body that one of them announces must hold nothing. */
    @Test
    void whatAProbeAnnouncesTakesNoPlace() throws ServletException, IOException {
        for (String method : List.of("GET", "HEAD")) {
            ask(method, "/livez", MORE_THAN_THERE_IS, (request, response) -> put("/indexes/t/first",
                    MORE_THAN_THERE_IS, (inner, answer) -> let.add(method)));
        }
        assertThat(let).containsExactly("GET", "HEAD");
    }

    /** An answer may be read slowly; a large one is memory as long as it is. */
    @Test
    void bytesAreGivenBackWhenASmallAnswerBeginsAndALargeOneEnds() throws ServletException, IOException {
        for (long length : new long[]{HoldingResponse.SMALL, HoldingResponse.SMALL + 1, -1}) {
            put("/indexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
                if (length > 0) {
                    response.setContentLengthLong(length);
                }
                response.getOutputStream();
                put("/indexes/t/second", MORE_THAN_THERE_IS, (inner, answer) -> let.add("during " + length));
            });
            put("/indexes/t/third", MORE_THAN_THERE_IS, (inner, answer) -> let.add("after"));
        }
        assertThat(let).containsExactly("during " + HoldingResponse.SMALL, "after", "after", "after");
    }

    /** As a controller answers. */
    @Test
    void lengthThatSpringAnnouncesIsSeen() throws ServletException, IOException {
        put("/indexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
            try (ServletServerHttpResponse answer = new ServletServerHttpResponse((HttpServletResponse) response)) {
                answer.getHeaders().setContentLength(2);
                answer.getBody().write(new byte[]{'{', '}'});
                put("/indexes/t/second", MORE_THAN_THERE_IS, (inner, other) -> let.add("during"));
            }
        });
        assertThat(let).containsExactly("during");
    }

    /** Routes are found all the same, so the budget is asked all the same. */
    @Test
    void pathThatIsWrittenOtherwiseIsNoWayAroundTheBudget() throws ServletException, IOException {
        put("/%69ndexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
            let.add("first");
            for (String path : List.of("/indexes/t/second", "/inde%78es/t/second", "/indexes;v=1/t/second")) {
                assertThat(put(path, LARGE, (inner, answer) -> let.add(path)).getStatus()).as(path).isEqualTo(503);
            }
        });
        assertThat(let).containsExactly("first");
    }

    @Test
    void bytesAreGivenBackAlsoByARequestThatFails() throws ServletException, IOException {
        try {
            put("/indexes/t/first", MORE_THAN_THERE_IS, (request, response) -> {
                throw new IOException("gone");
            });
        } catch (IOException gone) {
            let.add(String.valueOf(gone.getMessage()));
        }
        put("/indexes/t/second", MORE_THAN_THERE_IS, (request, response) -> let.add("second"));
        assertThat(let).containsExactly("gone", "second");
    }

    /** An import is read piece by piece, so it does not take the place of all that it announces. */
    @Test
    void importTakesThePlaceOfAPieceOnly() throws ServletException, IOException {
        put("/indexes/t/import", MORE_THAN_THERE_IS,
                (request, response) -> put("/indexes/t/second", LARGE, (inner, answer) -> let.add("second")));
        assertThat(let).containsExactly("second");
    }
}
