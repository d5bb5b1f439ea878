package io.semblance.cli;

import io.semblance.doctor.Doctor;
import io.semblance.doctor.DoctorReport;
import io.semblance.doctor.Finding;
import io.semblance.doctor.Severity;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: the production checklist, for the settings that {@code serve} would read. */
@Command(name = DoctorCommand.NAME, mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Checks the machine, the data directory and the settings as a start would find them.",
        "Changes nothing, and works while the service runs."}, footer = {"",
                "Exit codes: 0 nothing to do, 1 and 2 as for every command, 3 warnings, 4 errors.",
                "Every check is explained in docs/reference/doctor-checks.md."})
final class DoctorCommand implements Callable<Integer> {

    static final String NAME = "doctor";
    static final int WARNINGS = 3;
    static final int ERRORS = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Parameters(paramLabel = "--semblance.NAME=VALUE", arity = "0..*", description = "Settings, as for serve.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        SettingsWords.check(spec, settings);
        List<Finding> findings = Doctor.findings(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(DoctorReport.of(findings)));
        } else {
            findings.forEach(finding -> out.println(line(finding)));
            out.println(summary(findings));
        }
        return switch (Doctor.worst(findings)) {
            case FINE, INFORMATION -> 0;
            case WARNING -> WARNINGS;
            case ERROR -> ERRORS;
        };
    }

    private static String line(Finding finding) {
        String severity = finding.severity() == Severity.INFORMATION ? "info" : finding.severity().name();
        return String.format(Locale.ROOT, "%-8s %-17s %s%s", severity.toLowerCase(Locale.ROOT), finding.check().id(),
                finding.found(), finding.remedy().isEmpty() ? "" : ". To do: " + finding.remedy());
    }

    private static String summary(List<Finding> findings) {
        return findings.size() + " checks: " + count(findings, Severity.ERROR) + " errors, "
                + count(findings, Severity.WARNING)
                + " warnings. Each check is explained in docs/reference/doctor-checks.md";
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
}
