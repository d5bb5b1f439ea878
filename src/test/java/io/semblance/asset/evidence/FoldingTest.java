package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class FoldingTest {

    private static List<Folding.Group<Integer>> fold(List<Integer> bestFirst, int limit) {
        return Folding.fold(bestFirst, limit, (a, b) -> Math.abs(a - b) <= 1);
    }

    @Test
    void whatIsFoldedUnderAMatchIsNearToItAndNotOnlyToAnotherOneFoldedThere() {
        assertThat(fold(List.of(1, 2, 3, 10), 5)).containsExactly(new Folding.Group<>(1, List.of(2)),
                new Folding.Group<>(3, List.of()), new Folding.Group<>(10, List.of()));
    }

    @Test
    void matchesBehindTheLastGroupStillJoinThoseThereAreAndOthersAreCut() {
        assertThat(fold(List.of(1, 10, 20, 2, 11), 2)).containsExactly(new Folding.Group<>(1, List.of(2)),
                new Folding.Group<>(10, List.of(11)));
    }

    @Test
    void tenTimesAsManyAreLookedAtAsAreAskedForWithinBounds() {
        assertThat(List.of(Folding.lookedAt(1), Folding.lookedAt(100), Folding.lookedAt(500),
                Folding.lookedAt(Integer.MAX_VALUE))).containsExactly(1_000, 1_000, 5_000, 10_000);
    }
}
