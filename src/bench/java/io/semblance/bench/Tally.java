package io.semblance.bench;

import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one connection counted, or several together. Only a 2xx is an answer and only its latency is recorded: a service
 * that refuses fast must not look like a service that answers fast.
 */
final class Tally {

    private final Histogram latency = new Histogram(3);
    private final TreeMap<Integer, Long> refused = new TreeMap<>();
    private long answers;
    private long finishedInTime;
    private long bytes;
    private long failed;
    private long reconnects;

    /** An answer to a request of the measured span. */
    void answer(long nanos, int bodyLength) {
        latency.recordValue(Math.max(0, nanos));
        answers++;
        bytes += bodyLength;
    }

    /** An answer that was complete within the measured span, whenever it was asked for: what the rate counts. */
    void finished() {
        finishedInTime++;
    }

    void refuse(int status) {
        refused.merge(status, 1L, Long::sum);
    }

    void fail() {
        failed++;
    }

    void reconnected(long times) {
        reconnects += times;
    }

    void add(Tally other) {
        latency.add(other.latency);
        other.refused.forEach((status, count) -> refused.merge(status, count, Long::sum));
        answers += other.answers;
        finishedInTime += other.finishedInTime;
        bytes += other.bytes;
        failed += other.failed;
        reconnects += other.reconnects;
    }

    long answers() {
        return answers;
    }

    long finishedInTime() {
        return finishedInTime;
    }

    long faults() {
        return failed + refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Latency and faults as fields of a measurement. */
    void describe(Measurement measurement) {
        measurement.put("p50_ms", millis(latency.getValueAtPercentile(50)));
        measurement.put("p99_ms", millis(latency.getValueAtPercentile(99)));
        measurement.put("max_ms", millis(latency.getMaxValue()));
        measurement.put("answers", answers);
        measurement.put("bytes_per_answer", answers == 0 ? 0 : bytes / answers);
        measurement.put("refused", refused.toString());
        measurement.put("failed", failed);
        measurement.put("reconnects", reconnects);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
