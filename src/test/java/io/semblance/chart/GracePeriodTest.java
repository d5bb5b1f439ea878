package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes waits for as long as the service may need, and the service is told the same bounds. */
class GracePeriodTest {

    /** Ten seconds for the JVM are in each. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            persistence.size=20Gi                                                              | 102s  | 152
            persistence.size=512Mi                                                             | 60s   | 110
            persistence.size=100Gi                                                             | 512s  | 562
            persistence.size=2Ti                                                               | 3600s | 3650
            persistence.size=1Gi,settings.drain=0s,settings.finishTimeout=2m                   | 60s   | 190
            persistence.size=2Ti,settings.saveTimeout=90s,settings.drain=5s                    | 90s   | 135
            persistence.size=20Gi,settings.saveTimeout=5m,settings.finishTimeout=0s            | 300s  | 320
            """)
    void periodIsTheSumOfWhatStoppingMayTake(String values, String saving, int seconds)
            throws IOException, InterruptedException {
        Manifests manifests = Chart.OURS.render("--set", values);
        assertThat(manifests.variable("SEMBLANCE_SAVE_TIMEOUT")).as(values).isEqualTo(saving);
        assertThat(manifests.only("StatefulSet").at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
                .as(values).isEqualTo(seconds);
    }

    @Test
    void notesSayIt() throws IOException, InterruptedException {
        // Helm 3 asks a cluster for its version even then.
        String notes = Chart.OURS.helm(KubectlLayer.HELM_4, "install", "semblance", "--dry-run=client").succeeded();
        assertThat(notes).contains("Stopping takes up to 152 s", "102 s (a volume of 20Gi at 200 MB/s)");
    }
}
