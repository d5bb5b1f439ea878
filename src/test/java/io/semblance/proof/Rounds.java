package io.semblance.proof;

import java.time.Duration;

/**
 * The rounds of a test that could go on for ever: as many as it says, or at night as many as there is time for. At night
 * {@code -Dnight.minutes=5} gives each such test five minutes, after which it has one more round and ends; without it there
 * is no limit. How far a test came then stands in the summary, as {@code kills-at-night-of-1000}.
 *
 * {@snippet :
 * while (rounds.next()) {
 *     kill();
 * }
 * Tally.add("kills", rounds.number());
 * }
 */
public final class Rounds {

    private final String told;
    private final int most;
    private final long began = System.nanoTime();
    private final long limit;
    private int number;
    private boolean last;

    private Rounds(String told, int most, long limit) {
        this.told = told;
        this.most = most;
        this.limit = limit;
    }

    /** Exactly so many. */
    public static Rounds of(int number) {
        return new Rounds("", number, Long.MAX_VALUE);
    }

    /** So many, unless the time ends before. What is counted is told in the plural, as for {@link Tally}. */
    public static Rounds atNight(String counted, int number) {
        long minutes = Long.getLong("night.minutes", Long.MAX_VALUE);
        return new Rounds(counted, number,
                minutes == Long.MAX_VALUE ? minutes : Duration.ofMinutes(minutes).toNanos());
    }

    /** True if there is another round, which begins with this call. */
    public boolean next() {
        if (last || number == most) {
            if (!told.isEmpty()) {
                Tally.add(told + "-at-night-of-" + most, number);
            }
            return false;
        }
        number++;
        last = number == most || System.nanoTime() - began > limit;
        return true;
    }

    /** The round that goes on, from 1; at the end how many there were. */
    public int number() {
        return number;
    }

    /** Whether this round is the last. */
    public boolean isLast() {
        return last;
    }
}
