package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Prometheus and Grafana get from the chart what stands in its files, and Prometheus gets in. */
class MonitoringObjectsTest {

    @Test
    void ruleCarriesTheAlertsUnchanged() throws IOException, InterruptedException {
        Path alerts = carried(0);
        JsonNode spec = Chart.OURS.render("--set", "monitoring.prometheusRule.enabled=true").only("PrometheusRule")
                .get("spec");
        assertThat(spec).isEqualTo(new YAMLMapper().readTree(Files.readString(alerts)));
    }

    /** On a phone, a path in a repository opens nothing. */
    @Test
    void everyAlertLinksThePageWhereItIsRead() throws IOException, InterruptedException {
        String address = "https://wiki.example.org/semblance/";
        JsonNode spec = Chart.OURS.render("--set",
                "monitoring.prometheusRule.enabled=true,monitoring.prometheusRule.runbooks=" + address)
                .only("PrometheusRule").get("spec");
        List<String> links = spec.findValuesAsText("runbook_url");
        assertThat(links).isNotEmpty().containsExactlyElementsOf(new YAMLMapper()
                .readTree(Files.readString(carried(0))).findValuesAsText("runbook_url").stream()
                .map(path -> path.replace("docs/runbooks/", address)).toList());
    }

    @Test
    void configMapCarriesTheDashboardUnchanged() throws IOException, InterruptedException {
        Path dashboard = carried(1);
        JsonNode map = Chart.OURS.render("--set", "monitoring.dashboard.enabled=true").only("ConfigMap");
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(map.at("/data/semblance.json").asText()))
                .isEqualTo(json.readTree(Files.readString(dashboard)));
    }

    private static Path carried(int file) {
        Path path = Chart.OURS.folder().resolve(Chart.CARRIED.get(file));
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path.getFileName());
        return path;
    }

    @Test
    void monitorSelectsOneServiceAndSendsTheSecret() throws IOException, InterruptedException {
        Manifests manifests = Chart.OURS.render("--set", "monitoring.serviceMonitor.enabled=true");
        JsonNode monitor = manifests.only("ServiceMonitor");
        long selected = manifests.all("Service").stream().filter(service -> monitor.at("/spec/selector/matchLabels")
                .properties().stream()
                .allMatch(label -> label.getValue().equals(service.at("/metadata/labels").get(label.getKey()))))
                .count();
        assertThat(selected).isEqualTo(1);
        JsonNode endpoint = monitor.at("/spec/endpoints/0");
        assertThat(endpoint.get("path").asText()).isEqualTo("/actuator/prometheus");
        assertThat(endpoint.at("/authorization/credentials/name"))
                .isEqualTo(manifests.only("Secret").at("/metadata/name"));
        assertThat(endpoint.at("/authorization/type").asText()).isEqualTo("Bearer");
    }
}
