package io.semblance.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.Test;

class AnswerMemoryTest {

    private static final long MIB = 1L << 20;
    private static final long SMALL = 256L << 10;

    private final AnswerMemory memory = new AnswerMemory(8 * MIB, 4 * MIB);

    private static void assertOverloaded(AnswerShare share, long bytes) {
        assertThatThrownBy(() -> share.take(bytes)).isInstanceOfSatisfying(Busy.class, busy -> {
            assertThat(busy.type()).isEqualTo(ProblemType.OVERLOADED);
            assertThat(busy.retryAfterSeconds()).isEqualTo(1);
        });
    }

    @Test
    void oneAnswerMayTakeItsBoundAndNotAByteMore() {
        try (AnswerShare share = memory.share()) {
            share.take(3 * MIB);
            share.take(MIB);
            assertThat(memory.held()).isEqualTo(4 * MIB);
            assertThatThrownBy(() -> share.take(1)).isInstanceOfSatisfying(CallerFault.class, fault -> {
                assertThat(fault.type()).isEqualTo(ProblemType.ANSWER_TOO_LARGE);
                assertThat(fault.detail()).contains("more than 4 MiB").contains("smaller limit").endsWith(".");
            });
            assertThat(share.tryTake(1)).as("once refused").isEqualTo(ProblemType.ANSWER_TOO_LARGE);
            assertThat(memory.held()).isEqualTo(4 * MIB);
        }
        assertThat(memory.held()).isZero();
    }

    @Test
    void oneAnswerNeverGetsWhatIsKeptForSmallOnes() {
        try (AnswerShare share = new AnswerMemory(8 * MIB, 100 * MIB).share()) {
            share.take(6 * MIB);
            assertThatThrownBy(() -> share.take(1)).isInstanceOf(CallerFault.class)
                    .hasMessageContaining("more than 6 MiB");
        }
    }

    @Test
    void allTogetherMayTakeNoMoreThanThereIsAndSmallOnesFindAPlaceBesideLargeOnes() {
        try (AnswerShare first = memory.share(); AnswerShare second = memory.share()) {
            first.take(4 * MIB);
            second.take(2 * MIB);
            List<AnswerShare> small = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                small.add(memory.share());
                small.getLast().take(SMALL);
            }
            assertThat(memory.held()).isEqualTo(8 * MIB);
            assertOverloaded(memory.share(), 1);
            small.getFirst().close();
            assertOverloaded(memory.share(), SMALL + 1);
            small.get(1).close();
            assertOverloaded(small.get(2), 1);
            small.forEach(AnswerShare::close);
        }
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatIsGivenBackIsThereForOthersAndGivenBackOnce() {
        AnswerShare share = memory.share();
        share.take(4 * MIB);
        try (AnswerShare other = memory.share()) {
            other.take(2 * MIB);
            share.close();
            share.close();
            assertThat(memory.held()).isEqualTo(2 * MIB);
            other.take(2 * MIB);
        }
        assertThat(memory.held()).isZero();
    }

    /** As a search that goes on when its caller was told that it takes too long. */
    @Test
    void whoGoesOnForARequestThatIsOverGetsNothing() {
        AnswerShare share = memory.share();
        share.take(10);
        share.close();
        assertThat(share.tryTake(10)).isEqualTo(ProblemType.OVERLOADED);
        assertThat(memory.held()).isZero();
    }

    @Test
    void smallPiecesCountAsMuchAsALargeOne() {
        try (AnswerShare share = memory.share()) {
            for (int i = 0; i < 4 * MIB / 512; i++) {
                share.take(512);
            }
            assertThat(memory.held()).isEqualTo(4 * MIB);
            assertThat(share.tryTake(1)).isEqualTo(ProblemType.ANSWER_TOO_LARGE);
        }
    }

    @Test
    void manyThreadsTakeOfOneShareWhatTheyAskFor() throws Exception {
        try (AnswerShare share = memory.share(); ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> taking = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                taking.add(threads.submit(() -> {
                    for (int i = 0; i < 1_024; i++) {
                        share.take(1_024);
                    }
                }));
            }
            for (Future<?> one : taking) {
                one.get();
            }
            assertThat(memory.held()).isEqualTo(4 * MIB);
            assertThat(share.tryTake(1)).isEqualTo(ProblemType.ANSWER_TOO_LARGE);
        }
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatRunsInsideTakesOfTheShareAndOutsideNothingIsBounded() {
        try (AnswerShare share = memory.share()) {
            share.call(() -> {
                AnswerShare.current().take(MIB);
                return share;
            });
            assertThat(memory.held()).isEqualTo(MIB);
            AnswerShare.current().take(100 * MIB);
            assertThat(memory.held()).as("of the request alone").isEqualTo(MIB);
        }
    }

    @Test
    void answerInPiecesTakesEachOfTheSameMemory() {
        try (AnswerShare share = memory.share()) {
            for (int piece = 0; piece < 10; piece++) {
                try (AnswerShare ofPiece = share.another()) {
                    ofPiece.take(4 * MIB);
                    assertThat(memory.held()).isEqualTo(4 * MIB);
                }
            }
            assertThat(memory.held()).isZero();
        }
    }
}
