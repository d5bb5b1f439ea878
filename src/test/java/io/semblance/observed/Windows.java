package io.semblance.observed;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the windows of rules are: as operators want them, or that much shorter, so that a test sees an alert fire
 * within seconds. Times are written into expressions as {@code <5m>}, or as {@code <4h in seconds>} where Prometheus takes
 * a number; both kinds are divided alike, so that a rule keeps its meaning.
 *
 * @param divisor 1 for the real windows; 60 makes minutes into seconds
 */
public record Windows(int divisor) {

    /** As operators get them. */
    public static final Windows REAL = new Windows(1);

    /** Fewer seconds hold too few scrapes for a rate. */
    private static final long LEAST_SECONDS = 5;

    private static final Pattern WRITTEN = Pattern.compile("<(\\d+)([smhd])( in seconds)?>");

    /** Refuses what would make windows longer. */
    public Windows {
        if (divisor < 1) {
            throw new IllegalArgumentException("a divisor of windows is at least 1");
        }
    }

    /** An expression with its windows as Prometheus reads them. */
    String in(String expression) {
        return WRITTEN.matcher(expression).replaceAll(this::shown);
    }

    private String shown(MatchResult written) {
        long seconds = scaled(parse(written.group(1), written.group(2)), LEAST_SECONDS);
        return written.group(3) == null ? text(seconds) : Long.toString(seconds);
    }

    /** How long a condition must hold; empty if it need not. */
    String hold(String written) {
        Matcher matcher = WRITTEN.matcher("<" + written + ">");
        if (!matcher.matches()) {
            throw new IllegalArgumentException(written + " is no time");
        }
        return text(scaled(parse(matcher.group(1), matcher.group(2)), 0));
    }

    private long scaled(Duration real, long least) {
        return Math.max(Math.min(least, real.toSeconds()), real.toSeconds() / divisor);
    }

    private static Duration parse(String number, String unit) {
        long value = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            case "h" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }

    private static String text(long seconds) {
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
