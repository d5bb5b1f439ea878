package io.semblance.doctor;

import java.util.List;
import java.util.Locale;

/**
 * Findings as JSON shows them, on the command line and over HTTP alike.
 *
 * @param severity the worst one
 * @param findings one for each check, in the order of {@link CheckName}
 */
public record DoctorReport(String severity, List<Line> findings) {

    /**
     * One finding.
     *
     * @param id of the check
     * @param severity fine, information, warning or error
     * @param found what is there
     * @param remedy what to do; empty where nothing is to be done
     * @param link where the check is explained
     */
    public record Line(String id, String severity, String found, String remedy, String link) {
    }

    /** Of what was found. */
    public static DoctorReport of(List<Finding> findings) {
        return new DoctorReport(word(Doctor.worst(findings)),
                findings.stream().map(finding -> new Line(finding.check().id(), word(finding.severity()),
                        finding.found(), finding.remedy(), finding.check().link())).toList());
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
