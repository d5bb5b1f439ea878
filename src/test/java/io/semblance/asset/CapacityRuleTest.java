package io.semblance.asset;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.semblance.code.IsccId;
import io.semblance.code.Simprint;
import io.semblance.problem.CallerFault;

import org.junit.jupiter.api.Test;

/** Beyond it a commit would be on disk that no start could take into memory. */
class CapacityRuleTest {

    private static final String TYPE = "CONTENT_TEXT_V0";
    private static final long FULL = Limits.INDEX_CODES;

    private static Asset asset(int simprints) {
        PlacedSimprint one = new PlacedSimprint(new Simprint(64, 1, 0, 0, 0), 0, 1);
        return new Asset(new IsccId(0, 1 << 12), null, List.of(), List.of(),
                Map.of(TYPE, Collections.nCopies(simprints, one)), null);
    }

    @Test
    void whatFitsIsTakenAndOneMoreIsRefusedInWords() {
        assertThatCode(() -> CapacityRule.check(FULL - 1, Map.of(TYPE, FULL - 2, "OTHER", FULL), List.of(asset(2))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CapacityRule.check(0, Map.of(TYPE, FULL - 2), List.of(asset(1), asset(2))))
                .isInstanceOf(CallerFault.class)
                .hasMessageContaining("536870912 simprints of type CONTENT_TEXT_V0")
                .hasMessageContaining("another index");
        assertThatThrownBy(() -> CapacityRule.check(FULL, Map.of(), List.of(asset(1)))).isInstanceOf(CallerFault.class)
                .hasMessageContaining("536870912 assets");
    }
}
