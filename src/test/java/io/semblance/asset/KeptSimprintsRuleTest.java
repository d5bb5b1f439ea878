package io.semblance.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.code.IsccId;
import io.semblance.code.Simprint;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.Test;

class KeptSimprintsRuleTest {

    private static Asset update(Map<String, Integer> numbers) {
        Map<String, List<PlacedSimprint>> simprints = new HashMap<>();
        numbers.forEach((type, number) -> simprints.put(type,
                Collections.nCopies(number, new PlacedSimprint(new Simprint(64, 1, 0, 0, 0), 0, 1))));
        return new Asset(new IsccId(0, 1 << 12), null, null, List.of(), simprints, null);
    }

    @Test
    void refusalSaysHowManyTheAssetWouldHaveAndWhatToDo() {
        CallerFault fault = catchThrowableOfType(CallerFault.class,
                () -> KeptSimprintsRule.check(Map.of("A", 6_000, "B", 4_000), update(Map.of("B", 4_001))));
        assertThat(fault.type()).isEqualTo(ProblemType.SIMPRINT_TYPE);
        assertThat(fault.detail()).isEqualTo("Asset '" + new IsccId(0, 1 << 12).text()
                + "' would have 10001 simprints in"
                + " 2 types, with those it keeps of types that this update does not name; an asset has at most 10000 in 16"
                + " types. Send an empty list for each type that it shall lose.");
    }

    @Test
    void whatAnUpdateReplacesOrEmptiesDoesNotCount() {
        Map<String, Integer> stored = Map.of("A", 6_000, "B", 4_000);
        assertThatCode(() -> KeptSimprintsRule.check(stored, update(Map.of("B", 3_999, "C", 1))))
                .doesNotThrowAnyException();
        assertThatCode(() -> KeptSimprintsRule.check(stored, update(Map.of("A", 0, "C", 6_000))))
                .doesNotThrowAnyException();
    }

    /** It was judged where it was read; and shipped changes bring back what an earlier version had let become larger. */
    @Test
    void whatKeepsNothingIsNotJudgedHere() {
        assertThatCode(() -> KeptSimprintsRule.check(Map.of(), update(Map.of("A", 10_001)))).doesNotThrowAnyException();
        assertThatCode(() -> KeptSimprintsRule.check(Map.of("A", 1), update(Map.of("A", 10_001))))
                .doesNotThrowAnyException();
    }
}
