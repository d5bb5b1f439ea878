package io.semblance.cli;

import io.semblance.doctor.Doctor;
import io.semblance.doctor.DoctorReport;
import io.semblance.doctor.Finding;
import io.semblance.doctor.Severity;
import io.semblance.doctor.data.DataDoctor;
import io.semblance.doctor.data.DataFinding;
import io.semblance.doctor.data.DataReport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doctor}: the production checklist, for the settings that {@code serve} would read. */
@Command(name = DoctorCommand.NAME, mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Checks the machine, the data directory and the settings as a start would find them.",
        "With --data it reads a data directory instead: every file, every record.",
        "Changes nothing unless asked to, and works while the service runs."}, footer = {"",
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

    @Option(names = "--data", paramLabel = "PATH", description = {
            "Reads this data directory as a whole, best while no service has it open."})
    private @Nullable Path data;

    @Option(names = "--repair", description = {
            "With --data: removes what is derived and must not be used, or left over. Never touches a record."})
    private boolean repair;

    @Parameters(paramLabel = "--semblance.NAME=VALUE", arity = "0..*", description = "Settings, as for serve.")
    private List<String> settings = List.of();

    @Override
    public Integer call() throws IOException {
        Path read = data;
        if (read != null || repair) {
            return ofData(read);
        }
        SettingsWords.check(spec, settings);
        List<Finding> findings = Doctor.findings(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(DoctorReport.of(findings)));
        } else {
            findings.forEach(finding -> out.println(line(finding)));
            out.println(summary(findings));
        }
        return code(Doctor.worst(findings));
    }

    private int ofData(@Nullable Path path) throws IOException {
        if (path == null || !settings.isEmpty()) {
            throw new ParameterException(spec.commandLine(), path == null
                    ? "--repair needs --data PATH."
                    : "--data takes no settings: " + settings.getFirst());
        }
        List<DataFinding> findings = DataDoctor.findings(path, repair);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(DataReport.of(findings)));
        } else {
            findings.forEach(finding -> out.println(String.format(Locale.ROOT, "%-8s %-28s %s%s",
                    word(finding.severity()), finding.what(), finding.found(),
                    finding.remedy().isEmpty() ? "" : ". To do: " + finding.remedy())));
        }
        return code(DataReport.worst(findings));
    }

    private static int code(Severity worst) {
        return switch (worst) {
            case FINE, INFORMATION -> 0;
            case WARNING -> WARNINGS;
            case ERROR -> ERRORS;
        };
    }

    private static String line(Finding finding) {
        return String.format(Locale.ROOT, "%-8s %-17s %s%s", word(finding.severity()), finding.check().id(),
                finding.found(), finding.remedy().isEmpty() ? "" : ". To do: " + finding.remedy());
    }

    private static String word(Severity severity) {
        return severity == Severity.INFORMATION ? "info" : severity.name().toLowerCase(Locale.ROOT);
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
