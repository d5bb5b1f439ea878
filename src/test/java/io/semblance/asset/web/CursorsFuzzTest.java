package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.asset.json.Faults;
import io.semblance.code.IsccId;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Fuzzing;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** S1: a cursor is one that was given out for this index, or it is refused; it is never taken for another place. */
@BesideOthers
class CursorsFuzzTest {

    private static final long SECONDS = 3;

    @Test
    void everyTokenIsOursOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String index = i % 2 == 0 ? "t" : "other";
            seeds.add(PageCursor.text(index, new IsccId(i % 2, random.nextLong()))
                    .getBytes(StandardCharsets.UTF_8));
        }
        Fuzzing.of("cursor", seeds).run(SECONDS, input -> outcome(new String(input, StandardCharsets.UTF_8)));
    }

    private static String outcome(String text) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("cursor", text);
        Faults faults = new Faults();
        IsccId last = PageCursor.read(new RequestParameters(request, faults), "t");
        if (last == null) {
            return "refused";
        }
        assertThat(PageCursor.text("t", last)).isEqualTo(text);
        return "read";
    }
}
