package io.semblance.observed;

import java.util.ArrayList;
import java.util.List;

/**
 * One panel of the dashboard.
 *
 * @param title a few words
 * @param description what it shows, and what would be a bad sign
 * @param unit of Grafana: {@code s}, {@code bytes}, {@code percentunit}, {@code reqps}, {@code short} and so on
 * @param queries what is drawn
 */
record Panel(String title, String description, String unit, List<Query> queries) {

    /** Labels by which the dashboard chooses. */
    private static final String CHOSEN = "job=~\"$job\",instance=~\"$instance\"";

    /**
     * One query.
     *
     * @param expression PromQL for Grafana
     * @param legend name of a series
     */
    record Query(String expression, String legend) {
    }

    static Panel of(String title, String unit, String description) {
        return new Panel(title, description, unit, List.of());
    }

    /**
     * With one more query; {@code {S}} and {@code {S,...}} stand for the labels of the chosen instances, {@code [R]} for the
     * window that suits the resolution.
     */
    Panel with(String legend, String expression) {
        List<Query> more = new ArrayList<>(queries);
        more.add(new Query(expression.replace("{S", "{" + CHOSEN).replace("[R]", "[$__rate_interval]"), legend));
        return new Panel(title, description, unit, List.copyOf(more));
    }
}
