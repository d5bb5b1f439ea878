package io.semblance.doctor.data;

import java.util.Locale;

import io.semblance.doctor.Severity;

/**
 * What was found of one thing in a data directory.
 *
 * @param what the thing: {@code lock}, {@code marks}, {@code index works}, {@code graph works/CONTENT_TEXT_V0-256}, ...
 * @param severity how much it matters
 * @param found what is there, with its figures
 * @param remedy what to do; empty where nothing is to be done
 */
public record DataFinding(String what, Severity severity, String found, String remedy) {

    /** Refuses a complaint without advice. */
    public DataFinding {
        if (severity.compareTo(Severity.WARNING) >= 0 && remedy.isBlank()) {
            throw new IllegalArgumentException("a complaint about " + what + " does not say what to do");
        }
    }

    static DataFinding fine(String what, String found) {
        return new DataFinding(what, Severity.FINE, found, "");
    }

    /** Something to know. */
    public static DataFinding information(String what, String found, String remedy) {
        return new DataFinding(what, Severity.INFORMATION, found, remedy);
    }

    /** Something that will hurt one day. */
    public static DataFinding warning(String what, String found, String remedy) {
        return new DataFinding(what, Severity.WARNING, found, remedy);
    }

    static DataFinding error(String what, String found, String remedy) {
        return new DataFinding(what, Severity.ERROR, found, remedy);
    }

    /** The severity as it is written. */
    String word() {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
