package io.semblance.observed;

/** The reference page of the alerts. */
final class AlertPage {

    private static final String HEAD = """
            # Alerts

            The rules of [alerts.yaml](../../helm/semblance/files/alerts.yaml). A `page` is for somebody now, a `ticket` for somebody
            in working hours. Each carries `runbook_url`, the page that says what to do. They expect a job whose name contains
            `semblance`. How to load them: [Monitor it](../how-to/monitor.md). This page is generated from the rules.

            | alert | severity | holds for | says | runbook |
            |---|---|---|---|---|
            """;

    private AlertPage() {
    }

    static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Alert alert : AlertRules.alerts()) {
            page.append("| `").append(alert.name()).append("` | ").append(alert.severity().label()).append(" | ")
                    .append(alert.hold().equals("0s") ? "" : alert.hold()).append(" | ").append(plain(alert.summary()))
                    .append(" | `").append(alert.runbook()).append("` |\n");
        }
        return page.toString();
    }

    /** What stands for a label is the label's name. */
    private static String plain(String template) {
        return template.replaceAll("\\{\\{ \\$labels\\.(\\w+) }}", "*$1*");
    }
}
