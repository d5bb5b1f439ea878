package io.semblance.cli;

import java.io.PrintWriter;

import io.semblance.migration.IndexReport;

/** The report of an import as lines: one that counts for each index, then one for each thing that is not in it. */
final class ImportReportText {

    private ImportReportText() {
    }

    static void print(IndexReport report, boolean dryRun, PrintWriter out) {
        out.println("index " + report.name() + ": " + report.read() + " assets read, "
                + (dryRun
                        ? report.created() + " could be stored, "
                        : report.created() + " created, " + report.updated() + " updated, " + report.unchanged()
                                + " unchanged, ")
                + report.refused() + " refused");
        report.refusals().forEach(refusal -> out.println("  refused " + refusal.id() + ": " + refusal.reason()));
        if (report.refused() > report.refusals().size()) {
            out.println("  and " + (report.refused() - report.refusals().size()) + " more were refused");
        }
        report.damage().forEach(place -> out.println("  not read: " + place));
        if (!report.isFinished()) {
            out.println("  stopped: " + report.stopped());
        }
    }
}
