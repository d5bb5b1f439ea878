package io.semblance.observed;

import static io.semblance.observed.Alert.Severity.PAGE;
import static io.semblance.observed.Alert.Severity.TICKET;

import java.util.List;

/** The disk, the records on it, and whether all indexes are served. */
final class StorageAlerts {

    private StorageAlerts() {
    }

    static RuleGroup storage() {
        return new RuleGroup("semblance-storage", List.of(), List.of(
                new Alert("SemblanceIndexReadOnly", PAGE, "read-only-index", "0s",
                        "semblance_index_state{state=\"read_only\"} == 1",
                        "Index {{ $labels.index }} of {{ $labels.instance }} takes no writes",
                        "A write to its record failed in a way that leaves unknown what is on disk; it answers searches, and refuses writes until a restart."),
                new Alert("SemblanceIndexSetAside", PAGE, "read-only-index", "0s",
                        "semblance_index_state{state=\"set_aside\"} == 1",
                        "Index {{ $labels.index }} of {{ $labels.instance }} is not served",
                        "It could not be opened at the start and was left as it is; the others are served. The log says why."),
                new Alert("SemblanceIndexQuarantined", PAGE, "quarantine", "0s",
                        "semblance_quarantine_entries{kind=\"index\"} > 0",
                        "Indexes of {{ $labels.instance }} are set aside: {{ $value }}",
                        "They were found damaged at the start; requests to them get 503 until a snapshot is restored in their place. The others are served."),
                new Alert("SemblanceQuarantine", TICKET, "quarantine", "10m",
                        "sum by (job, instance) (semblance_quarantine_entries) > 0",
                        "The quarantine of {{ $labels.instance }} holds {{ $value }} entries",
                        "Something was damaged on its disk, whatever became of it since. The notes say what; delete the entries once that is understood."),
                new Alert("SemblanceMapFull", PAGE, "map-full", "0s",
                        "semblance_index_map_blocked > 0\nand (increase(semblance_index_map_blocked[<15m>]) > 0 or semblance_index_map_blocked unless semblance_index_map_blocked offset <15m>)",
                        "The map of index {{ $labels.index }} of {{ $labels.instance }} cannot grow",
                        "{{ $value }} times since the index was opened; the writes were refused. A long read or a limit on address space keeps it from growing."),
                new Alert("SemblanceDiskFull", PAGE, "disk-nearly-full", "0s",
                        "semblance_disk_free_bytes < on (job, instance) semblance_disk_reserve_bytes",
                        "{{ $labels.instance }} refuses writes: its disk is full",
                        "{{ $value | humanize1024 }}B are free in the data directory, less than the reserve; writes get 507, searches go on."),
                new Alert("SemblanceDiskNearlyFull", TICKET, "disk-nearly-full", "10m",
                        "semblance_disk_free_bytes / semblance_disk_total_bytes < 0.1",
                        "The disk of {{ $labels.instance }} is nearly full",
                        "{{ $value | humanizePercentage }} of the data directory's file system is free."),
                new Alert("SemblanceDiskFullSoon", PAGE, "disk-nearly-full", "15m",
                        "predict_linear(semblance_disk_free_bytes[<1h>], <4h in seconds>) < 0\nand semblance_disk_free_bytes / semblance_disk_total_bytes < 0.5",
                        "The disk of {{ $labels.instance }} will be full within four hours",
                        "At the pace of the last hour there will be {{ $value | humanize1024 }}B left."),
                new Alert("SemblanceSlowCommits", TICKET, "slow-writes", "10m",
                        "histogram_quantile(0.99, sum by (job, instance, le) (rate(semblance_commit_seconds_bucket[<10m>]))) > 0.1",
                        "Commits of {{ $labels.instance }} are slow",
                        "One in a hundred takes longer than {{ $value | humanizeDuration }}, nearly all of it in the disk's sync.")));
    }

    /** What is there if all else is lost. */
    static RuleGroup snapshots() {
        return new RuleGroup("semblance-snapshots", List.of(), List.of(
                new Alert("SemblanceSnapshotFailed", TICKET, "snapshot-failed", "0s",
                        "increase(semblance_snapshot_failures_total[<1h>]) > 0",
                        "A snapshot of {{ $labels.instance }} failed",
                        "{{ $value | humanize }} within an hour could not be made, or turned out damaged when they were read back. The log says why."),
                new Alert("SemblanceSnapshotOld", PAGE, "snapshot-failed", "15m",
                        "semblance_snapshot_age_seconds > 2 * semblance_snapshot_interval_seconds",
                        "The newest sound snapshot of {{ $labels.instance }} is old",
                        "It is {{ $value | humanizeDuration }} old, more than twice the interval that is set; infinite if there is none."),
                new Alert("SemblanceChangesNotShipped", TICKET, "snapshot-failed", "0s",
                        "semblance_snapshot_changes_unshipped_seconds > <5m in seconds>",
                        "The changes of {{ $labels.instance }} are not shipped",
                        "None could be written beside the newest snapshot for {{ $value | humanizeDuration }}. It goes on by itself once that disk takes them; until then only what was shipped can be gone back to."),
                new Alert("SemblanceRestoreDrillFailed", PAGE, "restore-drill-failed", "0s",
                        "semblance_restore_drill_failed == 1",
                        "The last restore drill of {{ $labels.instance }} failed",
                        "A snapshot that was taken for sound could not be restored, or answered otherwise than before."),
                new Alert("SemblanceRestoreDrillOld", TICKET, "restore-drill-failed", "10m",
                        "semblance_restore_drill_age_seconds > semblance_restore_drill_within_seconds\nor semblance_restore_drill_age_seconds > <9d in seconds> unless semblance_restore_drill_within_seconds > 0",
                        "No restore drill of {{ $labels.instance }} has succeeded for long",
                        "The last one that did was {{ $value | humanizeDuration }} ago; if none was ever reported, snapshots that nobody has restored are made for so long.")));
    }
}
