package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.asset.evidence.Estimates.Made;
import io.semblance.asset.evidence.Estimates.State;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When models are made: of few codes at once, of many beside the searches, and anew when enough codes have changed. */
class EstimatesTest {

    private static final String TYPE = "META_NONE_V0";
    private static final long MANY = 8_000;

    private final AtomicInteger saved = new AtomicInteger();
    private final Estimates estimates = new Estimates(saved::incrementAndGet);

    private static TypeModels models(String type, long codes, double effectiveBits) {
        return TypeModels.of(type, codes, List.of(new DistanceModel(256, 0.5, effectiveBits, codes)));
    }

    private static TypeModels never() {
        throw new AssertionError("models of many codes are made within a search");
    }

    private double bits(State state, double effectiveBitsNow) {
        Estimates.Refresh later = () -> new Made(models(TYPE, MANY, effectiveBitsNow), state);
        return estimates.of(TYPE, MANY, state, EstimatesTest::never, later).at(256).effectiveBits();
    }

    /** Work of the one thread that makes models is done in its order. */
    private void untilAllAskedForIsMade() {
        int before = saved.get();
        State state = new State(1, 0);
        Made made = new Made(models("DATA_NONE_V0", MANY, 200), state);
        Estimates fence = new Estimates(saved::incrementAndGet);
        fence.of("DATA_NONE_V0", MANY, state, EstimatesTest::never, () -> made);
        Awaitility.await().until(() -> !fence.lasting().isEmpty() && saved.get() > before);
    }

    @Test
    void defaultsAnswerUntilModelsOfManyCodesAreMadeBesideTheSearches() {
        assertThat(bits(new State(1, 0), 200)).as("the first search").isEqualTo(163);
        untilAllAskedForIsMade();
        assertThat(bits(new State(1, 0), 190)).as("the next one").isEqualTo(200);
        assertThat(estimates.lasting()).singleElement().satisfies(made -> {
            assertThat(made.of()).isEqualTo(new State(1, 0));
            assertThat(made.models().codes()).isEqualTo(MANY);
        });
    }

    @Test
    void codesThatWereReplacedAtAnEqualCountRefreshThemOnceTheyAreAnEighth() {
        bits(new State(1, 500), 200);
        untilAllAskedForIsMade();
        bits(new State(2, 500 + MANY / 8), 190);
        untilAllAskedForIsMade();
        assertThat(bits(new State(2, 500 + MANY / 8), 190)).as("an eighth, and no more").isEqualTo(200);
        assertThat(bits(new State(3, 501 + MANY / 8), 180)).as("one more: those there are serve on")
                .isEqualTo(200);
        untilAllAskedForIsMade();
        assertThat(bits(new State(3, 501 + MANY / 8), 170)).as("made anew").isEqualTo(180);
    }

    @Test
    void changesBeforeARestartCountToo() {
        estimates.restore(List.of(new Made(models(TYPE, MANY, 200), new State(7, -MANY / 10))));
        assertThat(bits(new State(9, 0), 190)).isEqualTo(200);
        untilAllAskedForIsMade();
        assertThat(bits(new State(9, MANY / 10), 190)).as("a tenth before, a tenth after").isEqualTo(200);
        untilAllAskedForIsMade();
        assertThat(bits(new State(9, MANY / 10), 180)).as("made anew").isEqualTo(190);
    }

    @Test
    void modelsOfFewCodesAreThoseOfEachState() {
        for (long sequence = 1; sequence <= 3; sequence++) {
            double now = 200 - sequence;
            TypeModels few = estimates.of(TYPE, PairSample.ALL_PAIRS, new State(sequence, 0),
                    () -> models(TYPE, PairSample.ALL_PAIRS, now), () -> null);
            assertThat(few.at(256).effectiveBits()).as("state %d", sequence).isEqualTo(now);
        }
        assertThat(estimates.lasting()).as("they need not be saved").isEmpty();
        assertThat(saved).hasValue(0);
    }
}
