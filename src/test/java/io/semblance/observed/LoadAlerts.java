package io.semblance.observed;

import static io.semblance.observed.Alert.Severity.PAGE;
import static io.semblance.observed.Alert.Severity.TICKET;
import static io.semblance.observed.BurnRates.JOB;

import java.util.List;

/** What runs out under load: processor, memory, connections, file descriptors, the patience of those who search. */
final class LoadAlerts {

    private static final String DATA = JOB + ",uri=~\"/indexes.*\"";

    private LoadAlerts() {
    }

    static RuleGroup machine() {
        return new RuleGroup("semblance-machine", List.of(), List.of(
                new Alert("SemblanceHighCpu", TICKET, "high-cpu", "15m",
                        "avg_over_time(process_cpu_usage{" + JOB + "}[<5m>]) > 0.9\nor avg_over_time(system_cpu_usage{"
                                + JOB
                                + "}[<5m>]) > 0.95",
                        "{{ $labels.instance }} has no processor to spare",
                        "It uses, or its neighbours take, {{ $value | humanizePercentage }} of the processors, for a quarter of an hour."),
                new Alert("SemblanceHighMemory", PAGE, "high-memory", "5m",
                        "semblance_memory_bytes{kind=\"anonymous\"} / on (job, instance) semblance_memory_limit_bytes > 0.9",
                        "{{ $labels.instance }} is about to be killed for its memory",
                        "{{ $value | humanizePercentage }} of the limit is in use by memory that the system cannot take back."),
                new Alert("SemblanceHeapNearlyFull", TICKET, "high-memory", "10m",
                        "max by (job, instance) (jvm_memory_usage_after_gc{" + JOB + "}) > 0.9",
                        "The heap of {{ $labels.instance }} is nearly full of what is in use",
                        "{{ $value | humanizePercentage }} of it is left in use by a garbage collection."),
                new Alert("SemblanceGarbageCollection", TICKET, "high-memory", "10m",
                        "jvm_gc_overhead{" + JOB + "} > 0.25",
                        "{{ $labels.instance }} spends its time collecting garbage",
                        "{{ $value | humanizePercentage }} of its processor time."),
                new Alert("SemblanceFileDescriptors", TICKET, "connection-errors", "10m",
                        "process_files_open_files{" + JOB + "} / process_files_max_files{" + JOB + "} > 0.8",
                        "{{ $labels.instance }} is running out of file descriptors",
                        "{{ $value | humanizePercentage }} of its limit is open.")));
    }

    static RuleGroup requests() {
        return new RuleGroup("semblance-requests", List.of(), List.of(
                new Alert("SemblanceSlowSearches", TICKET, "slow-searches", "10m",
                        "histogram_quantile(0.99, sum by (job, instance, le) (rate(semblance_search_seconds_bucket[<10m>]))) > 0.1",
                        "Searches of {{ $labels.instance }} are slow",
                        "One in a hundred takes longer than {{ $value | humanizeDuration }} inside the service."),
                new Alert("SemblanceSearchesRefused", TICKET, "slow-searches", "5m",
                        "rate(semblance_scan_refused_total[<5m>])\n/ (rate(semblance_scan_refused_total[<5m>]) + on (job, instance) rate(semblance_search_queue_seconds_count[<5m>]))\n> 0.01",
                        "{{ $labels.instance }} refuses searches since too many wait",
                        "{{ $value | humanizePercentage }} of the searches are told to come back later."),
                new Alert("SemblanceGraphRecallLow", TICKET, "low-recall", "30m",
                        "semblance_graph_recall < on (job, instance) group_left () semblance_graph_min_recall",
                        "The graph {{ $labels.graph }} of index {{ $labels.index }} of {{ $labels.instance }} finds too little",
                        "It finds {{ $value | humanizePercentage }} of what a scan finds, less than the setting wants, and neither a wider search nor building it anew has helped for half an hour."),
                new Alert("SemblanceRequestsRefused", TICKET, "connection-errors", "5m",
                        "sum by (job, instance) (rate(http_server_requests_seconds_count{" + DATA
                                + ",status=~\"429|503\"}[<5m>]))\n/ (sum by (job, instance) (rate(http_server_requests_seconds_count{"
                                + DATA + "}[<5m>])) > 0) > 0.01",
                        "{{ $labels.instance }} turns requests away",
                        "{{ $value | humanizePercentage }} are answered with 429 or 503: too much to do, loading, or stopping."),
                new Alert("SemblanceConnections", PAGE, "connection-errors", "5m",
                        "semblance_connections / semblance_connections_limit > 0.8",
                        "{{ $labels.instance }} is running out of connections",
                        "{{ $value | humanizePercentage }} of those it keeps at once are taken; beyond them clients wait, then are refused.")));
    }
}
