package io.semblance.observed;

import java.util.List;
import java.util.stream.Stream;

/** When each alert fires and when it does not, with the windows that operators have. */
final class AlertCases {

    private static final String REQUESTS = "http_server_requests_seconds_count{I,uri=\"/indexes/{name}/search\",status=\"%s\"}";
    private static final String OK = REQUESTS.formatted("200");
    private static final String FAILED = REQUESTS.formatted("503");
    private static final String QUICK = "http_server_requests_seconds_bucket{I,uri=\"/indexes/{name}/search\",status=\"200\",le=\"0.1\"}";
    private static final String SET_ASIDE = "semblance_quarantine_entries{I,kind=\"index\"}";
    private static final String PROBES = "http_server_requests_seconds_count{I,uri=\"/readyz\",status=\"503\"}";
    private static final String DRILL_AGE = "semblance_restore_drill_age_seconds{I}";
    private static final String DRILL_WITHIN = "semblance_restore_drill_within_seconds{I}";

    private AlertCases() {
    }

    /** Those that need a look every minute. */
    static List<AlertCase> byTheMinute() {
        return Stream.of(burning(), lifecycle(), access(), machine(), requests(), storage(), snapshots())
                .flatMap(List::stream)
                .toList();
    }

    /** Those over many hours, with a value and a look every ten minutes. */
    static List<AlertCase> byTenMinutes() {
        return List.of(fails("SemblanceErrorBudgetBurn", 7, 37).firesAt("6h", "0.7%"),
                fails("SemblanceErrorBudgetBurn", 5, 37).silentAt("6h"),
                fails("SemblanceErrorBudgetBurnSlow", 2, 433).firesAt("3d", "0.2%"),
                AlertCase.of("SemblanceErrorBudgetBurnSlow").with("up{I}", "1x433").with(OK, "0+10000x433")
                        .with(FAILED, "0+9x433").silentAt("3d"),
                slow("SemblanceLatencyBudgetBurn", 70, 37).firesAt("6h", "7%"),
                slow("SemblanceLatencyBudgetBurn", 50, 37).silentAt("6h"),
                slow("SemblanceLatencyBudgetBurnSlow", 20, 433).firesAt("3d", "2%"),
                slow("SemblanceLatencyBudgetBurnSlow", 9, 433).silentAt("3d"),
                AlertCase.of("SemblanceRotationOpen").with("semblance_secrets{I}", "2x150").silentAt("23h")
                        .firesAt("24h", "2"),
                AlertCase.of("SemblanceRotationOpen").with("semblance_secrets{I}", "2x60 1x90").silentAt("24h"));
    }

    private static AlertCase fails(String alert, int failedOfThousand, int minutes) {
        return AlertCase.of(alert).with("up{I}", "1x" + minutes)
                .with(OK, "0+" + (1000 - failedOfThousand) + "x" + minutes)
                .with(FAILED, "0+" + failedOfThousand + "x" + minutes);
    }

    private static AlertCase slow(String alert, int slowOfThousand, int minutes) {
        return AlertCase.of(alert).with("up{I}", "1x" + minutes).with(OK, "0+1000x" + minutes)
                .with(QUICK, "0+" + (1000 - slowOfThousand) + "x" + minutes);
    }

    private static List<AlertCase> burning() {
        return List.of(fails("SemblanceErrorBudgetBurnFast", 20, 61).firesAt("60m", "2%"),
                fails("SemblanceErrorBudgetBurnFast", 14, 61).silentAt("60m"),
                // Over five minutes ago all is well again, so nobody is woken, though the hour is still spoiled.
                AlertCase.of("SemblanceErrorBudgetBurnFast").with("up{I}", "1x90").with(OK, "0+1000x90")
                        .with(FAILED, "0+100x30 3000x60").firesAt("30m", "9.091%").silentAt("40m"),
                // Not a single answer, and no request counted either.
                AlertCase.of("SemblanceErrorBudgetBurnFast").with("up{I}", "1x60 0x10").silentAt("60m").firesAt("65m",
                        "8.197%"),
                // A probe that says 503 is an answer, and so is a caller's fault.
                AlertCase.of("SemblanceErrorBudgetBurnFast").with("up{I}", "1x60").with(OK, "0+1x60")
                        .with(REQUESTS.formatted("404"), "0+100x60").with(PROBES, "0+100x60").silentAt("60m"),
                // One of a few requests.
                AlertCase.of("SemblanceErrorBudgetBurnFast").with("up{I}", "1x60").with(OK, "0+1x60")
                        .with(FAILED, "0x55 1x5").silentAt("57m"),
                AlertCase.of("SemblanceLatencyBudgetBurnFast").with("up{I}", "1x60").with(OK, "0+1x60")
                        .with(QUICK, "0x60").silentAt("60m"),
                slow("SemblanceLatencyBudgetBurnFast", 150, 61).firesAt("60m", "15%"),
                slow("SemblanceLatencyBudgetBurnFast", 140, 61).silentAt("60m"),
                AlertCase.of("SemblanceLatencyBudgetBurnFast").with("up{I}", "1x60").silentAt("60m"));
    }

    private static List<AlertCase> lifecycle() {
        String release = "semblance_release{I,version=\"%s\",commit=\"%<s\"}";
        return List.of(
                AlertCase.of("SemblanceDown").with("up{I}", "1x5 0x9").silentAt("6m").firesAt("8m", "0"),
                AlertCase.of("SemblanceDown").with("up{job=\"other\",instance=\"a\"}", "0x9").silentAt("8m"),
                AlertCase.of("SemblanceAbsent").with("up{job=\"other\",instance=\"a\"}", "1x9").silentAt("4m")
                        .firesAt("6m", "1", ""),
                AlertCase.of("SemblanceAbsent").with("up{I}", "0x9").silentAt("6m"),
                AlertCase.of("SemblanceInstanceLost").with("up{I}", "1x200")
                        .with("up{job=\"semblance\",instance=\"two:8000\"}", "1x60 stale").silentAt("60m")
                        .firesAt("80m", "1", "job=\"semblance\"").silentAt("150m"),
                AlertCase.of("SemblanceInstanceLost").with("up{I}", "1x60 stale").firesAt("80m", "1",
                        "job=\"semblance\""),
                AlertCase.of("SemblanceLoadingStuck").with("semblance_ready{I}", "0x20")
                        .with("semblance_stopping{I}", "0x20").with("semblance_loaded_assets{I}", "7x20").silentAt("5m")
                        .firesAt("11m", "0"),
                AlertCase.of("SemblanceLoadingStuck").with("semblance_ready{I}", "0x20")
                        .with("semblance_stopping{I}", "0x20").with("semblance_loaded_assets{I}", "0+1000x20")
                        .silentAt("19m"),
                AlertCase.of("SemblanceLoadingStuck").with("semblance_ready{I}", "0x20")
                        .with("semblance_stopping{I}", "1x20").with("semblance_loaded_assets{I}", "7x20")
                        .silentAt("19m"),
                AlertCase.of("SemblanceNotReady").with("semblance_ready{I}", "0x20").silentAt("14m").firesAt("15m",
                        "0"),
                AlertCase.of("SemblanceNotReady").with("semblance_ready{I}", "0x9 1x9").silentAt("18m"),
                AlertCase.of("SemblanceRestartLoop").with("process_start_time_seconds{I}", "1 1 200 200 300 300 400x9")
                        .silentAt("5m").firesAt("6m", "3"),
                AlertCase.of("SemblanceRestartLoop").with("process_start_time_seconds{I}", "1x5 300x9 900x9")
                        .silentAt("20m"),
                fails("SemblanceBadDeploy", 100, 120).with(release.formatted("1"), "1x60 stale")
                        .with(release.formatted("2"), "_x60 1x60").silentAt("60m").firesAt("70m", "10%"),
                AlertCase.of("SemblanceBadDeploy").with("semblance_ready{I}", "1x60 0x60")
                        .with(release.formatted("1"), "1x60 stale").with(release.formatted("2"), "_x60 1x60")
                        .firesAt("70m", "100%"),
                // The same errors without another version, and another version without errors.
                fails("SemblanceBadDeploy", 100, 120).with(release.formatted("1"), "1x120").silentAt("70m"),
                fails("SemblanceBadDeploy", 1, 120).with(release.formatted("1"), "1x60 stale")
                        .with(release.formatted("2"), "_x60 1x60").silentAt("70m"),
                AlertCase.of("SemblanceSlowShutdown").with("semblance_last_stop_seconds{I}", "90x90")
                        .with("semblance_last_stop_incomplete{I}", "0x90").with("process_uptime_seconds{I}", "0+60x90")
                        .firesAt("1m", "90").silentAt("61m"),
                AlertCase.of("SemblanceSlowShutdown").with("semblance_last_stop_seconds{I}", "0x9")
                        .with("semblance_last_stop_incomplete{I}", "1x9").with("process_uptime_seconds{I}", "0+60x9")
                        .firesAt("1m", "1"),
                AlertCase.of("SemblanceSlowShutdown").with("semblance_last_stop_seconds{I}", "9x9")
                        .with("semblance_last_stop_incomplete{I}", "0x9").with("process_uptime_seconds{I}", "0+60x9")
                        .silentAt("1m"));
    }

    private static List<AlertCase> access() {
        String refused = "http_server_requests_seconds_count{I,uri=\"UNKNOWN\",status=\"401\"}";
        return List.of(
                AlertCase.of("SemblanceKeyRefused").with(refused, "0+120x20").silentAt("9m").firesAt("14m", "2"),
                AlertCase.of("SemblanceKeyRefused").with(refused, "0+30x20").silentAt("19m"));
    }

    private static List<AlertCase> machine() {
        return List.of(
                AlertCase.of("SemblanceHighCpu").with("process_cpu_usage{I}", "0.95x30").silentAt("14m").firesAt("15m",
                        "95%"),
                // A neighbour takes the processors, and the service starves.
                AlertCase.of("SemblanceHighCpu").with("process_cpu_usage{I}", "0.1x30")
                        .with("system_cpu_usage{I}", "0.99x30").silentAt("14m").firesAt("15m", "99%"),
                AlertCase.of("SemblanceHighCpu").with("process_cpu_usage{I}", "1x4 0.5x30")
                        .with("system_cpu_usage{I}", "1x4 0.9x30").silentAt("30m"),
                AlertCase.of("SemblanceHighMemory").with("semblance_memory_bytes{I,kind=\"anonymous\"}", "950x9")
                        .with("semblance_memory_limit_bytes{I}", "1000x9").silentAt("4m").firesAt("5m", "95%"),
                // Mapped pages are the system's to take back.
                AlertCase.of("SemblanceHighMemory").with("semblance_memory_bytes{I,kind=\"anonymous\"}", "300x9")
                        .with("semblance_memory_bytes{I,kind=\"mapped\"}", "950x9")
                        .with("semblance_memory_limit_bytes{I}", "1000x9").silentAt("9m"),
                AlertCase.of("SemblanceHeapNearlyFull")
                        .with("jvm_memory_usage_after_gc{I,area=\"heap\",pool=\"long-lived\"}", "0.95x20")
                        .silentAt("9m").firesAt("10m", "95%"),
                AlertCase.of("SemblanceHeapNearlyFull")
                        .with("jvm_memory_usage_after_gc{I,area=\"heap\",pool=\"long-lived\"}", "0.85x20")
                        .silentAt("19m"),
                AlertCase.of("SemblanceGarbageCollection").with("jvm_gc_overhead{I}", "0.5x20").silentAt("9m")
                        .firesAt("10m", "50%"),
                AlertCase.of("SemblanceGarbageCollection").with("jvm_gc_overhead{I}", "0.05x20").silentAt("19m"),
                AlertCase.of("SemblanceFileDescriptors").with("process_files_open_files{I}", "900x20")
                        .with("process_files_max_files{I}", "1000x20").silentAt("9m").firesAt("10m", "90%"),
                AlertCase.of("SemblanceFileDescriptors").with("process_files_open_files{I}", "90x20")
                        .with("process_files_max_files{I}", "1000x20").silentAt("19m"));
    }

    private static AlertCase histogram(String alert, String metric, int quickOfHundred) {
        return AlertCase.of(alert).with(metric + "{I,le=\"0.1\"}", "0+" + quickOfHundred + "x30")
                .with(metric + "{I,le=\"0.2\"}", "0+100x30").with(metric + "{I,le=\"+Inf\"}", "0+100x30");
    }

    private static List<AlertCase> requests() {
        String refused = "semblance_scan_refused_total{I}";
        String searched = "semblance_search_queue_seconds_count{I}";
        String recall = "semblance_graph_recall{I,index=\"works\",graph=\"DATA_NONE_V0-256\"}";
        return List.of(
                histogram("SemblanceSlowSearches", "semblance_search_seconds_bucket", 90).silentAt("9m").firesAt("12m",
                        "190ms"),
                histogram("SemblanceSlowSearches", "semblance_search_seconds_bucket", 100).silentAt("29m"),
                AlertCase.of("SemblanceSearchesRefused").with(refused, "0+50x20").with(searched, "0+950x20")
                        .silentAt("4m").firesAt("7m", "5%"),
                AlertCase.of("SemblanceSearchesRefused").with(refused, "0+1x20").with(searched, "0+950x20")
                        .silentAt("19m"),
                AlertCase.of("SemblanceGraphRecallLow").with(recall, "0.97x60")
                        .with("semblance_graph_min_recall{I}", "0.99x60").silentAt("29m")
                        .firesAt("30m", "97%", AlertCase.INSTANCE + ",index=\"works\",graph=\"DATA_NONE_V0-256\""),
                // A wider search has helped.
                AlertCase.of("SemblanceGraphRecallLow").with(recall, "0.97x20 0.995x60")
                        .with("semblance_graph_min_recall{I}", "0.99x90").silentAt("19m").silentAt("60m"),
                // What another instance wants is not for this one.
                AlertCase.of("SemblanceGraphRecallLow").with(recall, "0.97x60")
                        .with("semblance_graph_min_recall{I}", "0.95x60")
                        .with("semblance_graph_min_recall{job=\"semblance\",instance=\"two:8000\"}", "0.99x60")
                        .silentAt("45m"),
                fails("SemblanceRequestsRefused", 50, 20).silentAt("4m").firesAt("7m", "5%"),
                fails("SemblanceRequestsRefused", 5, 20).with(PROBES, "0+1000x20").silentAt("19m"),
                AlertCase.of("SemblanceConnections").with("semblance_connections{I}", "8000x9")
                        .with("semblance_connections_limit{I}", "8192x9").silentAt("4m").firesAt("5m", "97.66%"),
                AlertCase.of("SemblanceConnections").with("semblance_connections{I}", "800x9")
                        .with("semblance_connections_limit{I}", "8192x9").silentAt("9m"));
    }

    private static List<AlertCase> snapshots() {
        String age = "semblance_snapshot_age_seconds{I}";
        String interval = "semblance_snapshot_interval_seconds{I}";
        return List.of(
                AlertCase.of("SemblanceSnapshotFailed").with("semblance_snapshot_failures_total{I}", "0x5 1x90")
                        .silentAt("4m").firesAt("7m", "1").silentAt("80m"),
                AlertCase.of("SemblanceSnapshotOld").with(age, "200000x30").with(interval, "86400x30").silentAt("14m")
                        .firesAt("15m", "2d 7h 33m 20s"),
                AlertCase.of("SemblanceSnapshotOld").with(age, "100000x30").with(interval, "86400x30").silentAt("29m"),
                // Nobody said how often.
                AlertCase.of("SemblanceSnapshotOld").with(age, "9000000x30").silentAt("29m"),
                AlertCase.of("SemblanceChangesNotShipped")
                        .with("semblance_snapshot_changes_unshipped_seconds{I}", "0x5 60+60x9").silentAt("10m")
                        .firesAt("11m", "6m 0s"),
                AlertCase.of("SemblanceRestoreDrillFailed").with("semblance_restore_drill_failed{I}", "0x3 1x9")
                        .silentAt("2m").firesAt("5m", "1"),
                AlertCase.of("SemblanceRestoreDrillOld").with(DRILL_AGE, "800000x20")
                        .silentAt("9m").firesAt("10m", "9d 6h 13m 20s"),
                AlertCase.of("SemblanceRestoreDrillOld").with(DRILL_AGE, "700000x20")
                        .silentAt("19m"),
                // Every month is what was asked for here, and every day there.
                AlertCase.of("SemblanceRestoreDrillOld").with(DRILL_AGE, "800000x20").with(DRILL_WITHIN, "3000000x20")
                        .silentAt("19m"),
                AlertCase.of("SemblanceRestoreDrillOld").with(DRILL_AGE, "200000x20").with(DRILL_WITHIN, "172800x20")
                        .silentAt("9m").firesAt("10m", "2d 7h 33m 20s"));
    }

    private static List<AlertCase> storage() {
        String index = AlertCase.INSTANCE + ",index=\"works\"";
        String free = "semblance_disk_free_bytes{I}";
        String total = "semblance_disk_total_bytes{I}";
        return List.of(
                AlertCase.of("SemblanceIndexReadOnly")
                        .with("semblance_index_state{I,index=\"works\",state=\"served\"}", "1x3 stale")
                        .with("semblance_index_state{I,index=\"works\",state=\"read_only\"}", "_x3 1x9").silentAt("2m")
                        .firesAt("5m", "1", index + ",state=\"read_only\""),
                AlertCase.of("SemblanceIndexSetAside")
                        .with("semblance_index_state{I,index=\"works\",state=\"set_aside\"}", "1x9")
                        .firesAt("1m", "1", index + ",state=\"set_aside\""),
                AlertCase.of("SemblanceIndexSetAside")
                        .with("semblance_index_state{I,index=\"works\",state=\"served\"}", "1x9").silentAt("5m"),
                AlertCase.of("SemblanceIndexReadOnly")
                        .with("semblance_index_state{I,index=\"works\",state=\"served\"}", "1x9").silentAt("5m"),
                AlertCase.of("SemblanceIndexQuarantined").with(SET_ASIDE, "0x3 1x9").silentAt("2m").firesAt("5m", "1",
                        AlertCase.INSTANCE + ",kind=\"index\""),
                AlertCase.of("SemblanceQuarantine").with(SET_ASIDE, "0x30")
                        .with("semblance_quarantine_entries{I,kind=\"graph\"}", "1x30").silentAt("9m")
                        .firesAt("12m", "1"),
                AlertCase.of("SemblanceQuarantine").with(SET_ASIDE, "0x30").silentAt("20m"),
                AlertCase.of("SemblanceMapFull").with("semblance_index_map_blocked{I,index=\"works\"}", "0x5 2x60")
                        .silentAt("4m").firesAt("7m", "2", index).silentAt("40m"),
                AlertCase.of("SemblanceMapFull").with("semblance_index_map_blocked{I,index=\"works\"}", "0x60")
                        .silentAt("40m"),
                AlertCase.of("SemblanceDiskFull").with(free, "99x9").with("semblance_disk_reserve_bytes{I}", "100x9")
                        .firesAt("1m", "99"),
                AlertCase.of("SemblanceDiskFull").with(free, "101x9").with("semblance_disk_reserve_bytes{I}", "100x9")
                        .silentAt("9m"),
                AlertCase.of("SemblanceDiskNearlyFull").with(free, "50x20").with(total, "1000x20").silentAt("9m")
                        .firesAt("10m", "5%"),
                AlertCase.of("SemblanceDiskNearlyFull").with(free, "150x20").with(total, "1000x20").silentAt("19m"),
                // Loses 10 of 1000 a minute and has 400 left: full in forty minutes.
                AlertCase.of("SemblanceDiskFullSoon").with(free, "1000-10x80").with(total, "1000x80").silentAt("64m")
                        .firesAt("70m", "-2.051ki"),
                AlertCase.of("SemblanceDiskFullSoon").with(free, "400-0.1x60").with(total, "1000x60").silentAt("60m"),
                histogram("SemblanceSlowCommits", "semblance_commit_seconds_bucket", 90).silentAt("9m").firesAt("12m",
                        "190ms"),
                histogram("SemblanceSlowCommits", "semblance_commit_seconds_bucket", 100).silentAt("29m"));
    }
}
