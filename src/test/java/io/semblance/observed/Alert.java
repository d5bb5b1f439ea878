package io.semblance.observed;

import java.util.Locale;

/**
 * One alert rule.
 *
 * @param name in Prometheus; begins with {@code Semblance}
 * @param severity who is to hear of it, and when
 * @param runbook page of {@code docs/runbooks}, without its ending
 * @param hold how long the condition must hold, such as {@code 10m}; {@code 0s} for not at all
 * @param expression PromQL with windows as {@link Windows} writes them
 * @param summary what is wrong, in a few words; may name labels
 * @param description what that means and the value that was seen
 */
public record Alert(String name, Severity severity, String runbook, String hold, String expression, String summary,
        String description) {

    /** Who is to hear of an alert. */
    public enum Severity {
        /** Somebody now: users notice, or will within hours. */
        PAGE,
        /** Somebody in working hours. */
        TICKET;

        /** As the label {@code severity} has it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the page with what to do lies. */
    public String runbookUrl() {
        return "docs/runbooks/" + runbook + ".md";
    }
}
