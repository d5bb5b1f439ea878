package io.semblance.observed;

import java.util.List;

/** All alert rules of the service, as a rules file of Prometheus. */
public final class AlertRules {

    private static final List<RuleGroup> GROUPS = List.of(BurnRates.availability(), BurnRates.latency(),
            LifecycleAlerts.lifecycle(), LifecycleAlerts.access(), LoadAlerts.machine(), LoadAlerts.requests(),
            StorageAlerts.storage(),
            StorageAlerts.snapshots());

    private static final String HEAD = """
            # Alert rules of Semblance for Prometheus. Generated: change io.semblance.observed in the test sources, then
            # ./mvnw verify -Dit.test=AlertRulesIT -Dobserved.update=true
            """;

    private AlertRules() {
    }

    /** All alerts, in the order of the file. */
    public static List<Alert> alerts() {
        return GROUPS.stream().flatMap(group -> group.alerts().stream()).toList();
    }

    static List<RuleGroup> groups() {
        return GROUPS;
    }

    /**
     * The rules file.
     *
     * @param windows the real ones for operators; shorter ones for a test that waits for an alert
     */
    public static String yaml(Windows windows) {
        StringBuilder yaml = new StringBuilder(HEAD).append("groups:\n");
        for (RuleGroup group : GROUPS) {
            yaml.append("  - name: ").append(group.name()).append("\n    rules:\n");
            group.recordings().forEach(recording -> {
                yaml.append("      - record: ").append(recording.name()).append('\n');
                expression(yaml, windows.in(recording.expression()));
            });
            group.alerts().forEach(alert -> alert(yaml, alert, windows));
        }
        return yaml.toString();
    }

    private static void alert(StringBuilder yaml, Alert alert, Windows windows) {
        yaml.append("      - alert: ").append(alert.name()).append('\n');
        expression(yaml, windows.in(alert.expression()));
        String hold = windows.hold(alert.hold());
        if (!hold.equals("0s")) {
            yaml.append("        for: ").append(hold).append('\n');
        }
        yaml.append("        labels:\n          severity: ").append(alert.severity().label()).append('\n');
        yaml.append("        annotations:\n");
        annotation(yaml, "summary", alert.summary());
        annotation(yaml, "description", alert.description());
        annotation(yaml, "runbook_url", alert.runbookUrl());
    }

    private static void expression(StringBuilder yaml, String expression) {
        yaml.append("        expr: |-\n");
        expression.lines().forEach(line -> yaml.append("          ").append(line).append('\n'));
    }

    private static void annotation(StringBuilder yaml, String name, String text) {
        yaml.append("          ").append(name).append(": ").append(quoted(text)).append('\n');
    }

    /** As YAML and JSON quote. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
