package io.semblance.observed;

import java.util.List;

/** A row of the dashboard: a question, and the panels that answer it. */
record DashboardRow(String title, List<Panel> panels) {

    private static final String HTTP = "http_server_requests_seconds_count";
    private static final String DATA = "uri=~\"/indexes.*\"";

    /** All rows, from what users notice to what the machine does. */
    static List<DashboardRow> all() {
        return List.of(promise(), work(), state(), machine());
    }

    private static Panel quantiles(Panel panel, String bucket) {
        Panel drawn = panel;
        for (String quantile : List.of("0.5", "0.99")) {
            drawn = drawn.with("p" + quantile.substring(2).replaceFirst("^5$", "50"),
                    "histogram_quantile(" + quantile + ", sum by (le) (rate(" + bucket + "[R])))");
        }
        return drawn;
    }

    private static DashboardRow promise() {
        return new DashboardRow("Promise: what users notice", List.of(
                Panel.of("Availability", "percentunit",
                        "Share of requests for data that were not answered with 5xx. Nothing is shown while there are none. Objective: 99.9 %.")
                        .with("answered",
                                "1 - (sum(rate(" + HTTP + "{S," + DATA
                                        + ",status=~\"5..\"}[R])) or vector(0)) / (sum(rate("
                                        + HTTP + "{S," + DATA + "}[R])) > 0)"),
                quantiles(
                        Panel.of("Latency of searches", "s",
                                "From the first byte of the request to the last of the answer, successful searches only."),
                        "http_server_requests_seconds_bucket{S,uri=\"/indexes/{name}/search\",status=\"200\"}"),
                quantiles(Panel.of("Latency inside", "s",
                        "Searches without HTTP and JSON. Where this is low and the other one high, the time goes into reading and writing."),
                        "semblance_search_seconds_bucket{S}"),
                Panel.of("Exact answers", "percentunit",
                        "Share of searches whose answer is exact. Below 100 % graphs propose; how much they find is told by their recall.")
                        .with("exact",
                                "(sum(rate(semblance_search_seconds_count{S,exact=\"true\"}[R])) or vector(0)) / (sum(rate(semblance_search_seconds_count{S}[R])) > 0)"),
                Panel.of("Ready", "short", "1 while requests are served; stopping is 1 from SIGTERM on.")
                        .with("{{instance}} ready", "semblance_ready{S}")
                        .with("{{instance}} stopping", "semblance_stopping{S}"),
                Panel.of("Budget burn", "short",
                        "How many times faster than allowed the error budgets were spent in the last hour; 14.4 wakes somebody. From the recording rules of alerts.yaml.")
                        .with("{{instance}} availability", "semblance:unavailable:ratio_rate1h{S} / 0.001")
                        .with("{{instance}} latency", "semblance:slow:ratio_rate1h{S} / 0.01"),
                Panel.of("Alerts", "short", "Alerts that fire now, by name; 0 is none.").with("{{alertname}}",
                        "sum by (alertname) (ALERTS{alertstate=\"firing\",alertname=~\"Semblance.*\"}) or vector(0)"),
                Panel.of("Versions", "short",
                        "Instances by version and commit; two lines are a roll-out, or one that got stuck.")
                        .with("{{version}} {{commit}}", "count by (version, commit) (semblance_release{S})")));
    }

    private static DashboardRow work() {
        return new DashboardRow("Work: what is asked of it", List.of(
                Panel.of("Requests", "reqps", "All requests by status, probes and scrapes included.").with("{{status}}",
                        "sum by (status) (rate(" + HTTP + "{S}[R]))"),
                Panel.of("Codes compared", "cps", "Comparisons of a stored code with a query, a second.")
                        .with("{{instance}}", "rate(semblance_search_codes_total{S}[R])"),
                Panel.of("Codes read", "Bps",
                        "Bytes of codes that searches read; near the machine's memory bandwidth there is no more to be had.")
                        .with("{{instance}}", "rate(semblance_search_bytes_total{S}[R])"),
                Panel.of("Passes over memory", "ops", "Fewer than searches where several share one.")
                        .with("{{instance}} passes", "rate(semblance_scan_passes_total{S}[R])")
                        .with("{{instance}} searches", "rate(semblance_search_queue_seconds_count{S}[R])"),
                Panel.of("Parts of a search", "s",
                        "Mean time before its scan began, and of the scan. A queue that grows is a machine that is too small.")
                        .with("queue",
                                "sum(rate(semblance_search_queue_seconds_sum{S}[R])) / (sum(rate(semblance_search_queue_seconds_count{S}[R])) > 0)")
                        .with("scan",
                                "sum(rate(semblance_search_scan_seconds_sum{S}[R])) / (sum(rate(semblance_search_scan_seconds_count{S}[R])) > 0)"),
                Panel.of("Assets written", "wps", "Assets put and deleted, a second.").with("{{operation}}",
                        "sum by (operation) (rate(semblance_write_assets_total{S}[R]))"),
                Panel.of("Queues", "short", "Searches that wait for a pass and writes that wait for a commit.")
                        .with("{{instance}} searches", "semblance_scan_queued{S}")
                        .with("{{instance}} writes", "semblance_write_queued{S}"),
                Panel.of("Refusals", "reqps",
                        "Searches refused since too many waited, requests told to come back later, and requests without a valid key.")
                        .with("searches", "sum(rate(semblance_scan_refused_total{S}[R]))")
                        .with("429 and 503",
                                "sum(rate(" + HTTP + "{S," + DATA + ",status=~\"429|503\"}[R])) or vector(0)")
                        .with("401", "sum(rate(" + HTTP + "{S,status=\"401\"}[R])) or vector(0)")));
    }

    private static DashboardRow state() {
        return new DashboardRow("State: what it holds", List.of(
                Panel.of("Assets", "short", "By index; _other is all beyond the hundred largest.").with("{{index}}",
                        "sum by (index) (semblance_index_assets{S})"),
                Panel.of("Bytes", "bytes", "Record and what is derived from it, by index.").with("{{index}}",
                        "sum by (index) (semblance_index_bytes{S})"),
                Panel.of("Indexes", "short",
                        "All, and by state. read_only takes no writes until a restart, set_aside could not be opened.")
                        .with("all", "sum(semblance_indexes{S})")
                        .with("{{state}}", "sum by (state) (semblance_index_state{S})"),
                Panel.of("Quarantine", "short",
                        "What was found damaged at a start and set aside, by kind; anything but zero needs a look.")
                        .with("{{kind}}", "sum by (kind) (semblance_quarantine_entries{S})"),
                Panel.of("Map in use", "percentunit",
                        "Of the record's address space, by index. At 100 % it doubles, which is no fault.")
                        .with("{{index}}",
                                "max by (index) (semblance_index_map_used_bytes{S} / semblance_index_map_size_bytes{S})"),
                Panel.of("Map blocked", "short",
                        "How often a map was full and could not grow; each time writes were refused.")
                        .with("{{index}}", "sum by (index) (semblance_index_map_blocked{S})"),
                Panel.of("Recall of graphs", "percentunit",
                        "Share of the nearest ten matching codes that a graph finds, and of codes that find themselves, as last measured; and what is wanted of the former.")
                        .with("{{index}} {{graph}}", "min by (index, graph) (semblance_graph_recall{S})")
                        .with("{{index}} {{graph}} self",
                                "min by (index, graph) (semblance_graph_self_recall{S})")
                        .with("wanted", "max(semblance_graph_min_recall{S})"),
                Panel.of("Graphs", "short",
                        "Codes in them, how wide they are searched, and how often they were built since the start.")
                        .with("{{index}} {{graph}} codes", "sum by (index, graph) (semblance_graph_codes{S})")
                        .with("{{index}} {{graph}} width", "max by (index, graph) (semblance_graph_width{S})")
                        .with("{{index}} {{graph}} builds", "max by (index, graph) (semblance_graph_builds{S})"),
                Panel.of("Memory of graphs", "bytes", "By index and graph; outside of the Java heap.")
                        .with("{{index}} {{graph}}", "sum by (index, graph) (semblance_graph_bytes{S})"),
                Panel.of("Graphs behind", "short",
                        "Assets that changed and are not in a graph yet; searches scan these. Building is a jump to many.")
                        .with("{{index}} {{graph}}", "sum by (index, graph) (semblance_graph_pending{S})"),
                Panel.of("Loaded", "short", "Assets loaded since the start, all indexes together.").with("{{instance}}",
                        "semblance_loaded_assets{S}"),
                Panel.of("Start and stop", "s", "From start to ready, the loading in it, and the stop before.")
                        .with("{{instance}} ready after", "application_ready_time_seconds{S}")
                        .with("{{instance}} loading", "semblance_load_seconds{S}")
                        .with("{{instance}} last stop", "semblance_last_stop_seconds{S}"),
                Panel.of("Snapshot age", "s",
                        "Since the newest snapshot that was read back and is sound; nothing where none can be made.")
                        .with("{{instance}}", "semblance_snapshot_age_seconds{S}")
                        .with("{{instance}} interval", "semblance_snapshot_interval_seconds{S}"),
                Panel.of("Failed snapshots", "short", "Could not be made, or turned out damaged.").with("{{instance}}",
                        "sum by (instance) (increase(semblance_snapshot_failures_total{S}[R]))"),
                Panel.of("Restore drill age", "s",
                        "Since a snapshot was restored elsewhere and found as it was; before the first report, since one is awaited.")
                        .with("{{instance}}", "semblance_restore_drill_age_seconds{S}")
                        .with("{{instance}} expected within", "semblance_restore_drill_within_seconds{S}"),
                Panel.of("Failed restore drills", "short", "A snapshot could not be restored, or answered otherwise.")
                        .with("{{instance}}",
                                "sum by (instance) (increase(semblance_restore_drill_failures_total{S}[R]))")
                        .with("{{instance}} the last", "semblance_restore_drill_failed{S}"),
                Panel.of("Secrets", "short",
                        "How many open the service: 2 during a rotation, 0 where anybody may call.")
                        .with("{{instance}}", "semblance_secrets{S}")));
    }

    private static DashboardRow machine() {
        return new DashboardRow("Machine: what it runs on", List.of(
                Panel.of("Processor", "percentunit", "Of what the process may use, by it and by all.")
                        .with("{{instance}}", "process_cpu_usage{S}")
                        .with("{{instance}} machine", "system_cpu_usage{S}"),
                Panel.of("Memory", "bytes",
                        "Anonymous memory only the process can give back, mapped pages the system takes back; the limit is the container's or the machine's.")
                        .with("{{instance}} {{kind}}", "semblance_memory_bytes{S}")
                        .with("{{instance}} limit", "semblance_memory_limit_bytes{S}"),
                Panel.of("Heap after collection", "percentunit", "What a garbage collection leaves in use.")
                        .with("{{instance}}", "max by (instance) (jvm_memory_usage_after_gc{S})"),
                Panel.of("Garbage collection", "percentunit", "Share of time in pauses, and of processor time.")
                        .with("pauses", "sum(rate(jvm_gc_pause_seconds_sum{S}[R])) or vector(0)")
                        .with("{{instance}} processor", "jvm_gc_overhead{S}"),
                quantiles(Panel.of("Commits and writes", "s",
                        "Commits of the record, sync included; a write also waits for its turn. Above 100 ms the disk is slow.")
                        .with("write p99",
                                "histogram_quantile(0.99, sum by (le) (rate(semblance_write_seconds_bucket{S}[R])))"),
                        "semblance_commit_seconds_bucket{S}"),
                Panel.of("Writes in a commit", "short", "Mean; the more writers at once, the more share one sync.")
                        .with("{{instance}}",
                                "rate(semblance_commit_group_sum{S}[R]) / (rate(semblance_commit_group_count{S}[R]) > 0)"),
                Panel.of("Disk", "bytes",
                        "Free on the file system of the data directory, its size, and the reserve below which writes are refused.")
                        .with("{{instance}} free", "semblance_disk_free_bytes{S}")
                        .with("{{instance}} size", "semblance_disk_total_bytes{S}")
                        .with("{{instance}} reserve", "semblance_disk_reserve_bytes{S}"),
                Panel.of("Connections and files", "percentunit",
                        "Of the connections that are kept at once, and of the file descriptors that the process may open.")
                        .with("{{instance}} connections", "semblance_connections{S} / semblance_connections_limit{S}")
                        .with("{{instance}} files", "process_files_open_files{S} / process_files_max_files{S}")));
    }
}
