package io.semblance.observed;

import static io.semblance.observed.Alert.Severity.PAGE;
import static io.semblance.observed.Alert.Severity.TICKET;
import static io.semblance.observed.BurnRates.JOB;

import java.util.List;

/** Whether processes are there, get ready, stay, and stop in order; and who may call them. */
final class LifecycleAlerts {

    /** A version that an instance of the job runs now and that none ran an hour ago, while another one did. */
    private static final String CHANGED = """
            (
              (semblance_release unless on (job, version, commit) semblance_release offset <1h>)
              and on (job) semblance_release offset <1h>
            )""";

    private LifecycleAlerts() {
    }

    static RuleGroup lifecycle() {
        return new RuleGroup("semblance-lifecycle", List.of(), List.of(
                new Alert("SemblanceDown", PAGE, "lost-node", "2m", "up{" + JOB + "} == 0",
                        "{{ $labels.instance }} cannot be scraped",
                        "Prometheus has had no answer from it for two minutes: the process, its node or the network is gone, or the key for scraping is wrong."),
                new Alert("SemblanceAbsent", PAGE, "lost-node", "5m", "absent(up{" + JOB + "})",
                        "Prometheus knows no instance of Semblance",
                        "There is no target whose job contains \"semblance\": all instances are gone from service discovery, or scraping is set up wrong."),
                new Alert("SemblanceInstanceLost", TICKET, "lost-node", "15m",
                        "count by (job) (up{" + JOB + "} offset <1h>)\n- (count by (job) (up{" + JOB
                                + "}) or 0 * count by (job) (up{" + JOB + "} offset <1h>)) > 0",
                        "{{ $labels.job }} has fewer instances than an hour ago",
                        "{{ $value }} fewer. If that was meant, nothing is to be done: the alert ends by itself."),
                new Alert("SemblanceLoadingStuck", PAGE, "stuck-readiness", "5m",
                        "semblance_ready == 0 and semblance_stopping == 0 and delta(semblance_loaded_assets[<5m>]) == 0",
                        "{{ $labels.instance }} is not ready and loads nothing",
                        "It is alive, has loaded no asset for five minutes, and answers all requests for data with 503."),
                new Alert("SemblanceNotReady", PAGE, "stuck-readiness", "15m", "semblance_ready == 0",
                        "{{ $labels.instance }} has not been ready for long",
                        "It has been alive without being ready for a quarter of an hour; a million assets load within seconds."),
                new Alert("SemblanceRestartLoop", PAGE, "restart-loop", "0s",
                        "changes(process_start_time_seconds{" + JOB + "}[<15m>]) >= 3",
                        "{{ $labels.instance }} starts again and again",
                        "{{ $value }} starts within a quarter of an hour."),
                new Alert("SemblanceBadDeploy", PAGE, "bad-deploy", "5m",
                        "(semblance:unavailable:ratio_rate5m > 0.05 or 1 - semblance_ready > 0)\nand on (job)\n"
                                + CHANGED,
                        "{{ $labels.instance }} fails since its version has changed",
                        "{{ $value | humanizePercentage }} of the requests fail or find it not ready, within an hour of a change of version."),
                new Alert("SemblanceSlowShutdown", TICKET, "slow-shutdown", "0s",
                        "(semblance_last_stop_seconds > 60 or semblance_last_stop_incomplete == 1)\nand on (job, instance) process_uptime_seconds{"
                                + JOB + "} < <1h in seconds>",
                        "The last stop of {{ $labels.instance }} was slow or cut off",
                        "It took longer than a minute, was killed before it had ended, or its save was cut; told by the process that came after it. Value: {{ $value }} (seconds, or 1 for cut off).")));
    }

    static RuleGroup access() {
        return new RuleGroup("semblance-access", List.of(), List.of(
                new Alert("SemblanceKeyRefused", TICKET, "key-leak", "10m",
                        "sum by (job, instance) (rate(http_server_requests_seconds_count{" + JOB
                                + ",status=\"401\"}[<5m>])) > 1",
                        "{{ $labels.instance }} refuses many requests for their key",
                        "{{ $value | humanize }} requests a second present no key or a wrong one: a client missed a rotation, or somebody guesses."),
                new Alert("SemblanceRotationOpen", TICKET, "key-leak", "1d", "semblance_secrets >= 2",
                        "{{ $labels.instance }} has accepted two secrets for a day",
                        "A rotation was begun and not finished: the old secret still opens the service.")));
    }
}
