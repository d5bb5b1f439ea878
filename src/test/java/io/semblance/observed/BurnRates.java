package io.semblance.observed;

import static io.semblance.observed.Alert.Severity.PAGE;
import static io.semblance.observed.Alert.Severity.TICKET;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.semblance.observed.Alert.Severity;

/**
 * Alerts on how fast an error budget is spent, after the Site Reliability Workbook, chapter 5. An objective of 99.9 % over
 * 30 days allows 0.1 % of requests to fail; whoever fails 1.44 % of them spends that budget 14.4 times too fast, and a
 * fiftieth of it within an hour. Each alert looks at a long window, so that it does not fire over a moment, and at a short
 * one, so that it ends soon after the cause does.
 */
final class BurnRates {

    /** What Prometheus calls the scrape of this service: by default {@code semblance}, in a cluster with a prefix. */
    static final String JOB = "job=~\".*semblance.*\"";

    private static final String DATA = JOB + ",uri=~\"/indexes.*\"";
    private static final String SEARCHES = JOB + ",uri=\"/indexes/{name}/search\",status=\"200\"";
    private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "6h", "3d");

    /**
     * Requests that failed or would have: while the service cannot be scraped it counts as failing all, since whoever gets
     * no answer is counted by nobody.
     */
    private static final String UNAVAILABLE = """
            clamp_max(
              (
                sum by (job, instance) (rate(http_server_requests_seconds_count{%1$s,status=~"5.."}[<W>]))
                  / (sum by (job, instance) (rate(http_server_requests_seconds_count{%1$s}[<W>])) > 0)
                or 0 * avg by (job, instance) (avg_over_time(up{%2$s}[<W>]))
              )
              + on (job, instance) (1 - avg by (job, instance) (avg_over_time(up{%2$s}[<W>]))),
              1
            )""".formatted(DATA, JOB);

    private static final String SLOW = """
            1 - sum by (job, instance) (rate(http_server_requests_seconds_bucket{%1$s,le="0.1"}[<W>]))
              / (sum by (job, instance) (rate(http_server_requests_seconds_count{%1$s}[<W>])) > 0)"""
            .formatted(SEARCHES);

    /** Of a handful of requests one that fails is a large share and says nothing; but whoever is down gets none. */
    private static final String ENOUGH_REQUESTS = """
            (
              sum by (job, instance) (increase(http_server_requests_seconds_count{%s}[<W>])) >= 100
              or avg by (job, instance) (avg_over_time(up{%s}[<W>])) < 1
            )""".formatted(DATA, JOB);
    private static final String ENOUGH_SEARCHES = """
            sum by (job, instance) (increase(http_server_requests_seconds_count{%s}[<W>])) >= 100"""
            .formatted(SEARCHES);

    private BurnRates() {
    }

    /** How fast, seen over which windows, and who is to hear of it. */
    private record Speed(String suffix, double factor, String window, String check, Severity severity) {

        static final List<Speed> ALL = List.of(new Speed("Fast", 14.4, "1h", "5m", PAGE),
                new Speed("", 6, "6h", "30m", PAGE), new Speed("Slow", 1, "3d", "6h", TICKET));

        String told() {
            return factor > 1
                    ? String.format(Locale.ROOT, "%.3g times too fast", factor).replace(".00", "")
                    : "faster than it comes back";
        }
    }

    static RuleGroup availability() {
        return group("availability", "unavailable", "SemblanceErrorBudgetBurn", "connection-errors", 0.001, UNAVAILABLE,
                ENOUGH_REQUESTS,
                "of the requests fail", "99.9 % of requests are to be answered");
    }

    static RuleGroup latency() {
        return group("latency", "slow", "SemblanceLatencyBudgetBurn", "slow-searches", 0.01, SLOW, ENOUGH_SEARCHES,
                "of the searches take longer than 100 ms", "99 % of searches are to take at most 100 ms");
    }

    private static RuleGroup group(String group, String figure, String name, String runbook, double budget,
            String expression, String enough, String what, String objective) {
        List<Recording> recordings = WINDOWS.stream()
                .map(window -> new Recording(recorded(figure, window), expression.replace("<W>", "<" + window + ">")))
                .toList();
        List<Alert> alerts = new ArrayList<>();
        for (Speed speed : Speed.ALL) {
            String limit = String.format(Locale.ROOT, "%.4g", speed.factor * budget).replaceFirst("0+$", "");
            alerts.add(new Alert(name + speed.suffix, speed.severity, runbook, "0s",
                    recorded(figure, speed.window) + " > " + limit + "\nand " + recorded(figure, speed.check) + " > "
                            + limit + "\nand on (job, instance)\n" + enough.replace("<W>", "<" + speed.window + ">"),
                    "The error budget of " + group + " of {{ $labels.instance }} is being spent " + speed.told(),
                    "{{ $value | humanizePercentage }} " + what + ", seen over " + speed.window + " and over "
                            + speed.check + ". Objective: " + objective + "."));
        }
        return new RuleGroup("semblance-" + group, recordings, alerts);
    }

    private static String recorded(String figure, String window) {
        return "semblance:" + figure + ":ratio_rate" + window;
    }

}
