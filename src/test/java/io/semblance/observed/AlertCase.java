package io.semblance.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.semblance.observed.PromtoolTests.Expectation;

/**
 * A claim about one alert with the real windows: over these series it fires at these times and is silent at those. Series
 * are written as promtool reads them, with {@code I} for the labels of one instance.
 */
final class AlertCase {

    /** Labels of the instance that the cases are about. */
    static final String INSTANCE = "job=\"semblance\",instance=\"one:8000\"";

    private static final Pattern VALUE = Pattern.compile("\\{\\{ \\$value.*?}}");
    private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.(\\w+) }}");

    private final Alert alert;
    private final List<String> series = new ArrayList<>();
    private final List<Expectation> expectations = new ArrayList<>();

    private AlertCase(Alert alert) {
        this.alert = alert;
    }

    static AlertCase of(String name) {
        return new AlertCase(
                AlertRules.alerts().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow());
    }

    /** Adds a series. */
    AlertCase with(String metric, String values) {
        series.add("'" + metric.replace("{I", "{" + INSTANCE) + "' | '" + values + "'");
        return this;
    }

    AlertCase silentAt(String time) {
        expectations.add(new Expectation(alert.name(), time, null, Map.of()));
        return this;
    }

    /** It fires for the instance, and its description shows this value. */
    AlertCase firesAt(String time, String value) {
        return firesAt(time, value, INSTANCE);
    }

    /** It fires with these labels, written as in a series. */
    AlertCase firesAt(String time, String value, String labels) {
        Map<String, String> wanted = PromtoolTests.labels(labels);
        wanted.put("severity", alert.severity().label());
        expectations.add(new Expectation(alert.name(), time, wanted,
                Map.of("summary", shown(alert.summary(), value, wanted), "description",
                        shown(alert.description(), value, wanted), "runbook_url", alert.runbookUrl())));
        return this;
    }

    private static String shown(String template, String value, Map<String, String> labels) {
        String valued = VALUE.matcher(template).replaceAll(found -> value);
        return LABEL.matcher(valued).replaceAll(found -> labels.getOrDefault(found.group(1), "no such label"));
    }

    Alert alert() {
        return alert;
    }

    List<String> series() {
        return series;
    }

    List<Expectation> expectations() {
        return expectations;
    }
}
