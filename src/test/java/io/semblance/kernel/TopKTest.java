package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.semblance.proof.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {

    private static final Comparator<TopK.Entry> ORDER = Comparator.comparingDouble(TopK.Entry::score).reversed()
            .thenComparing(TopK.Entry::id, Long::compareUnsigned);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 17, 100, 1000, 10_000})
    void keepsWhatSortingAndCuttingKeeps(int k) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        for (int count : new int[]{0, 1, k / 2, k, k + 1, 3 * k + 5}) {
            for (int scores : new int[]{1, 5, 1_000_000}) {
                List<TopK.Entry> all = new ArrayList<>();
                TopK best = new TopK(k);
                for (int i = 0; i < count; i++) {
                    TopK.Entry entry = new TopK.Entry(random.nextInt(scores) / 7.0, random.nextLong());
                    all.add(entry);
                    best.offer(entry.score(), entry.id());
                }
                assertThat(best.size()).isEqualTo(Math.min(k, count));
                assertThat(best.drain()).describedAs("seed %d, %d offered, %d scores", seed, count, scores)
                        .isEqualTo(all.stream().sorted(ORDER).limit(k).toList());
                assertThat(best.size()).isZero();
            }
        }
    }

    @Test
    void idsWithTheSignBitComeLastAmongEqualScores() {
        TopK best = new TopK(3);
        for (long id : new long[]{Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            best.offer(1, id);
        }
        assertThat(best.drain()).extracting(TopK.Entry::id).containsExactly(0L, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Test
    void offerSaysWhetherTheEntryIsAmongTheBest() {
        TopK best = new TopK(1);
        assertThat(best.offer(0.5, 5)).isTrue();
        assertThat(best.offer(0.5, 6)).isFalse();
        assertThat(best.offer(0.5, 4)).isTrue();
        assertThat(new TopK(0).offer(1, 1)).isFalse();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new TopK(-1));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new TopK(TopK.MAX + 1));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new TopK(1).offer(Double.NaN, 1));
    }
}
