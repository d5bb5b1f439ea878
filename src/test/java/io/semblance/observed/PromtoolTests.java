package io.semblance.observed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Cases as a file for {@code promtool test rules}. */
final class PromtoolTests {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private PromtoolTests() {
    }

    /**
     * What is to be seen at one time.
     *
     * @param labels of the alert that fires; null if it is silent
     */
    record Expectation(String alert, String time, @Nullable Map<String, String> labels,
            Map<String, String> annotations) {
    }

    /** @param interval between two values of a series, and between two looks at the rules */
    static String yaml(Path rules, String interval, List<AlertCase> cases) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("rule_files: [").append(AlertRules.quoted(rules.toString())).append("]\nevaluation_interval: ")
                .append(interval).append("\ntests:\n");
        for (AlertCase one : cases) {
            yaml.append("  - name: ").append(one.alert().name()).append("\n    interval: ").append(interval)
                    .append("\n    input_series:\n");
            for (String series : one.series()) {
                String[] parts = series.split(" \\| ", 2);
                yaml.append("      - series: ").append(parts[0]).append("\n        values: ").append(parts[1])
                        .append('\n');
            }
            yaml.append("    alert_rule_test:\n");
            one.expectations().forEach(expected -> expectation(yaml, expected));
        }
        return yaml.toString();
    }

    private static void expectation(StringBuilder yaml, Expectation expected) {
        yaml.append("      - eval_time: ").append(expected.time()).append("\n        alertname: ")
                .append(expected.alert()).append('\n');
        Map<String, String> labels = expected.labels();
        if (labels != null) {
            yaml.append("        exp_alerts:\n          - exp_labels: ").append(flow(labels))
                    .append("\n            exp_annotations: ").append(flow(expected.annotations())).append('\n');
        }
    }

    private static String flow(Map<String, String> map) {
        StringBuilder flow = new StringBuilder("{");
        map.forEach((key, value) -> flow.append(flow.length() > 1 ? ", " : "").append(key).append(": ")
                .append(AlertRules.quoted(value)));
        return flow.append('}').toString();
    }

    static Map<String, String> labels(String written) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(written).results().forEach(found -> labels.put(found.group(1), found.group(2)));
        return labels;
    }
}
