package io.semblance.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.semblance.asset.evidence.Judging;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of the service. The descriptions below are those of docs/reference/settings.md, word for word; a test
 * holds the two together.
 *
 * @param indexUri Backend and place of the data: memory://, lmdb:///path or usearch:///path.
 * @param host Address to listen on. Without it: all interfaces if there is a secret or insecure-public is set, else loopback.
 * @param port TCP port to listen on; 0 takes a free one.
 * @param apiSecret Secret that callers send as X-API-Key or Authorization: Bearer.
 * @param apiSecretFile File that holds the secret; read again when it changes. Instead of api-secret.
 * @param apiSecretNext Second secret that is valid as well, during a rotation.
 * @param apiSecretNextFile File that holds the second secret; read again when it changes, and may be absent. Instead of api-secret-next.
 * @param insecurePublic Allows to listen beyond loopback without a secret. Whoever reaches the port can then read and delete everything.
 * @param corsOrigins Origins whose pages may call the service from a browser, such as https://search.example.org; * for all.
 * @param matchThresholdUnits Least score of a unit type that makes an asset a match, 0 to 1.
 * @param matchThresholdSimprints Least similarity of a simprint that makes a chunk a match, 0 to 1.
 * @param confidenceExponent Exponent of the asset score: the higher, the more its best types count.
 * @param search What a search does that does not say.
 * @param scanThreads Threads that compare codes; 0 takes one for each processor.
 * @param graph The graph.
 * @param deadline Time within which a request is answered that does not say by the header Semblance-Deadline how long it waits; what has not begun by then is not begun any more.
 * @param drain Time to keep serving after SIGTERM while load balancers learn that readiness is gone.
 * @param finishTimeout Most time that requests in flight get to finish after that.
 * @param saveTimeout Most time for saving after that; a save that is cut loses nothing, the next start only replays more.
 * @param gracePeriod Time that the orchestrator gives between SIGTERM and SIGKILL, if you tell it; the doctor compares it with the three above.
 * @param metrics Metrics.
 * @param snapshots Snapshots.
 * @param demo Loads the demo assets into the index demo if there is no such index.
 * @param logLevel Level of the service's own log lines: trace, debug, info, warn or error.
 */
@ConfigurationProperties(SemblanceSettings.PREFIX)
@Validated
public record SemblanceSettings(@DefaultValue("usearch:///./data") String indexUri, @Nullable String host,
        @DefaultValue("8000") @Min(0) @Max(65535) int port, @Nullable Secret apiSecret, @Nullable Path apiSecretFile,
        @Nullable Secret apiSecretNext, @Nullable Path apiSecretNextFile, @DefaultValue("false") boolean insecurePublic,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("0.75") @DecimalMin("0") @DecimalMax("1") double matchThresholdUnits,
        @DefaultValue("0.75") @DecimalMin("0") @DecimalMax("1") double matchThresholdSimprints,
        @DefaultValue("4") @Min(1) @Max(64) int confidenceExponent, @DefaultValue Search search,
        @DefaultValue("0") @Min(0) @Max(1024) int scanThreads, @DefaultValue Graph graph,
        @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration deadline,
        @DefaultValue("0s") @DurationMin @DurationMax(minutes = 10) Duration drain,
        @DefaultValue("30s") @DurationMin @DurationMax(hours = 1) Duration finishTimeout,
        @DefaultValue("60s") @DurationMin @DurationMax(hours = 1) Duration saveTimeout,
        @Nullable @DurationMin @DurationMax(hours = 24) Duration gracePeriod, @DefaultValue Metrics metrics,
        @DefaultValue Snapshots snapshots,
        @DefaultValue("false") boolean demo,
        @DefaultValue("info") @Pattern(regexp = "(?i)trace|debug|info|warn|error") String logLevel) {

    /** What all names of settings begin with. */
    public static final String PREFIX = "semblance";

    /**
     * What a search does that does not say.
     *
     * @param match What makes an asset a match: threshold or evidence.
     * @param maxChance With evidence: the number of unrelated assets that may be expected to come as near as a match, above 0, at most 1.
     * @param rank What comes first: score or evidence.
     * @param group Folds near-identical matches under the best of them.
     */
    public record Search(@DefaultValue("threshold") Judging.Match match,
            @DefaultValue("0.01") @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") double maxChance,
            @DefaultValue("score") Judging.Rank rank, @DefaultValue("false") boolean group) {
    }

    /**
     * Settings of the graph.
     *
     * @param library File of USearch's C library, of the version that the start-up line names, instead of the packed one; none switches the graph off, and all searches are exact.
     * @param from Number of codes of one type and length from which on a graph proposes what matches instead of a scan; simprints from eight times as many.
     * @param minRecall Measured recall below which a graph searches wider, and is built anew if that is not enough; 0 to 1.
     * @param saveInterval Time after which a graph that changed is saved.
     * @param saveChanges Changed assets after which a graph is saved earlier.
     */
    public record Graph(@Nullable Path library, @DefaultValue("2000000") @Min(1) @Max(1_000_000_000_000L) long from,
            @DefaultValue("0.99") @DecimalMin("0") @DecimalMax("1") double minRecall,
            @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration saveInterval,
            @DefaultValue("100000") @Min(1) long saveChanges) {
    }

    /**
     * Settings of the metrics.
     *
     * @param open Shows /actuator/prometheus and /metrics without the secret. They name indexes.
     */
    public record Metrics(@Name("public") @DefaultValue("false") boolean open) {
    }

    /**
     * Settings of the snapshots.
     *
     * @param directory Directory that snapshots are made in, on another disk than the data if there is one. Without it there are none.
     * @param interval A snapshot is made and read back whenever the newest sound one is so old; without it none is made by itself.
     * @param keepLast So many of the newest sound snapshots are kept.
     * @param keepDaily And the newest sound one of each of so many days that have one.
     * @param keepWeekly And the newest sound one of each of so many weeks that have one.
     * @param changes Ships the changes of every commit beside the newest snapshot, so that a restore can go on to any later commit.
     * @param drillWithin Restore drills are expected, and one is to succeed within so long, else an alert fires and the doctor warns, also if none was ever reported.
     */
    public record Snapshots(@Nullable Path directory,
            @Nullable @DurationMin(minutes = 1) @DurationMax(days = 366) Duration interval,
            @DefaultValue("7") @Min(1) @Max(10000) int keepLast, @DefaultValue("7") @Min(0) @Max(10000) int keepDaily,
            @DefaultValue("4") @Min(0) @Max(10000) int keepWeekly, @DefaultValue("false") boolean changes,
            @Nullable @DurationMin(minutes = 1) @DurationMax(days = 366) Duration drillWithin) {
    }
}
