package io.semblance.doctor.data;

import java.util.List;
import java.util.Locale;

import io.semblance.doctor.Severity;

/**
 * Findings as JSON shows them, on the command line and over HTTP alike.
 *
 * @param severity the worst one
 * @param findings in the order in which things were looked at
 */
public record DataReport(String severity, List<Line> findings) {

    /**
     * One finding.
     *
     * @param what the thing
     * @param severity fine, information, warning or error
     * @param found what is there
     * @param remedy what to do; empty where nothing is to be done
     */
    public record Line(String what, String severity, String found, String remedy) {
    }

    /** The report of some findings. */
    public static DataReport of(List<DataFinding> findings) {
        Severity worst = worst(findings);
        return new DataReport(worst.name().toLowerCase(Locale.ROOT), findings.stream()
                .map(one -> new Line(one.what(), one.word(), one.found(), one.remedy())).toList());
    }

    /** The worst of some findings; {@link Severity#FINE} of none. */
    public static Severity worst(List<DataFinding> findings) {
        return findings.stream().map(DataFinding::severity).max(Severity::compareTo).orElse(Severity.FINE);
    }
}
