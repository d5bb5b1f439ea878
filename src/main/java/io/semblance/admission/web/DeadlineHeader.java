package io.semblance.admission.web;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/** The header by which a caller says how long it waits, in the words of the settings. */
public final class DeadlineHeader {

    /** Its name. */
    public static final String NAME = "Semblance-Deadline";

    /** What it is for, as the description of the interface shows it. */
    public static final String MEANING = "How long the caller waits for the answer, 1ms to 10m, such as 500ms, 2s or 1m. What "
            + "has not begun by then is not begun any more, and the answer is 503. Without it the setting "
            + "semblance.deadline counts.";

    /** What it looks like. */
    public static final String PATTERN = "[0-9]{1,6}(ms|s|m)";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final Duration MOST = Duration.ofMinutes(10);

    private DeadlineHeader() {
    }

    /**
     * Its value, or the default where there is none.
     *
     * @throws CallerFault if it says nothing that can be kept
     */
    static Duration read(@Nullable String value, Duration whenAbsent) {
        if (value == null) {
            return whenAbsent;
        }
        Matcher form = FORM.matcher(value.strip());
        if (form.matches()) {
            long number = Long.parseLong(form.group(0).replaceAll("[a-z]", ""));
            Duration time = switch (form.group(1)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
            if (!time.isZero() && time.compareTo(MOST) <= 0) {
                return time;
            }
        }
        throw new CallerFault(ProblemType.BAD_REQUEST, "The header " + NAME
                + " says how long you wait for the answer: send a time from 1ms to 10m, such as 500ms, 2s or 1m.");
    }
}
