package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.graph.TestedGraph;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The advice about {@code semblance.graph.from}: only where enough was measured, and where it is far off. */
class GraphFromCheckTest {

    /** 500 us for the graph: at 0.25 ns a comparison a scan of two million codes takes as long. */
    @Test
    void settingIsComparedWithWhereAScanTakesAsLongAsAGraph() {
        assertThat(GraphFromCheck.ofScans(2_000_000, scans(10_000, 3_000_000, 0.25))).isEqualTo(Finding.fine(
                CheckName.GRAPH_FROM, "semblance.graph.from is 2,000,000; a comparison takes 0.250 ns here, so that a"
                        + " scan of 2,000,000 codes takes as long as the graph of the benchmark"));
        Finding slow = GraphFromCheck.ofScans(2_000_000, scans(10_000, 3_000_000, 1.9));
        assertThat(slow.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(slow.found()).contains("a comparison takes 1.900 ns here", "a scan of 260,000 codes");
        assertThat(slow.remedy()).contains("Set semblance.graph.from=260000 if");
        Finding fast = GraphFromCheck.ofScans(2_000_000, scans(10_000, 3_000_000, 0.1));
        assertThat(fast.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(fast.remedy()).contains("semblance.graph.from=5000000 ");
        assertThat(GraphFromCheck.ofScans(260_000, scans(10_000, 3_000_000, 1.9)).severity())
                .as("as it was advised").isEqualTo(Severity.FINE);
    }

    @Test
    void factorOfTwoIsNoReasonToChangeAnything() {
        ScanFigures scans = scans(10_000, 3_000_000, 0.25);
        assertThat(GraphFromCheck.ofScans(1_010_000, scans).severity()).isEqualTo(Severity.FINE);
        assertThat(GraphFromCheck.ofScans(990_000, scans).severity()).isEqualTo(Severity.INFORMATION);
        assertThat(GraphFromCheck.ofScans(3_990_000, scans).severity()).isEqualTo(Severity.FINE);
        assertThat(GraphFromCheck.ofScans(4_010_000, scans).severity()).isEqualTo(Severity.INFORMATION);
    }

    @Test
    void fewScansAndSmallOnesSayNothing() {
        for (ScanFigures few : new ScanFigures[]{scans(0, 0, 0), scans(999, 3_000_000, 1.9),
                scans(10_000, 99_999, 1.9)}) {
            assertThat(GraphFromCheck.ofScans(2_000_000, few)).isEqualTo(Finding.fine(CheckName.GRAPH_FROM,
                    "semblance.graph.from is 2,000,000; too few scans were made of too few codes to judge it"));
        }
        assertThat(GraphFromCheck.ofScans(2_000_000, scans(1_000, 100_000, 1.9)).severity())
                .isEqualTo(Severity.INFORMATION);
    }

    @Test
    void settingIsReadAndScansAreThoseOfTheService(@TempDir Path directory) {
        Deployment without = Deployments.on(directory, "--semblance.graph.library=none");
        assertThat(GraphFromCheck.from(without).found()).isEqualTo("there are no graphs");
        assertThat(GraphFromCheck.from(Deployments.inMemory()).found()).isEqualTo("there are no graphs");
        TestedGraph.require();
        Deployment command = Deployments.on(directory, "--semblance.graph.from=700000");
        assertThat(GraphFromCheck.from(command).found())
                .isEqualTo("semblance.graph.from is 700,000; scans are not measured without a running service");
        Deployment service = command
                .with(new Running(new DataGrowth(), () -> scans(10_000, 3_000_000, 0.64), () -> null));
        assertThat(GraphFromCheck.from(service).found())
                .startsWith("semblance.graph.from is 700,000; a comparison takes")
                .contains("0.640 ns", "780,000 codes");
    }

    /** The figure of the benchmark stands in the page that the advice names. */
    @Test
    void graphIsAsFastAsThePageSays() throws IOException {
        String page = Files.readString(Path.of("docs/reference/performance.md"));
        assertThat(page).contains(String.format(Locale.ROOT, "A graph of two million codes takes some %.0f us for 0.99",
                GraphFromCheck.GRAPH_NANOS / 1_000));
    }

    private static ScanFigures scans(long requests, long codesOfEach, double nanos) {
        long codes = requests * codesOfEach;
        return new ScanFigures(requests, requests, 0, codes, 32 * codes, Math.round(nanos * codes), 0);
    }
}
