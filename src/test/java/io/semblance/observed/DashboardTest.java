package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.telemetry.MeterNames;

import org.junit.jupiter.api.Test;

class DashboardTest {

    @Test
    void committedDashboardIsTheGeneratedOne() throws IOException {
        Generated.compare(Path.of("helm", "semblance", "files", "dashboard.json"), Dashboard.json(),
                DashboardTest.class);
    }

    @Test
    void committedAlertPageIsTheGeneratedOne() throws IOException {
        Generated.compare(Path.of("docs", "reference", "alerts.md"), AlertPage.markdown(), DashboardTest.class);
    }

    @Test
    void everyMeterIsOnAPanelOrInAnAlert() {
        String drawn = Stream.concat(
                Dashboard.panels().stream().flatMap(panel -> panel.queries().stream()).map(Panel.Query::expression),
                AlertRules.alerts().stream().map(Alert::expression)).collect(Collectors.joining("\n"));
        assertThat(MeterNames.all()).isNotEmpty()
                .allSatisfy(name -> assertThat(drawn).containsPattern("\\b" + name.replace('.', '_')
                        + "(_seconds|_bytes|_total|_sum|_count|_bucket)*[ {)]"));
    }

    @Test
    void everyPanelSaysWhatItShows() {
        assertThat(Dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.description()).endsWith(".");
            assertThat(panel.unit()).isNotEmpty();
            assertThat(panel.queries()).isNotEmpty().allSatisfy(query -> assertThat(query.legend()).isNotEmpty());
        }).extracting(Panel::title).doesNotHaveDuplicates();
    }
}
