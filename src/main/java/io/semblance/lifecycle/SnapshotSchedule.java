package io.semblance.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.semblance.problem.Busy;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes a snapshot whenever the newest sound one is older than the interval. After a failure it waits a tenth of the
 * interval, at most an hour, so that a full disk is not written to all day. Ends before the indexes are saved and closed.
 */
final class SnapshotSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);
    private static final long LOOK_SECONDS = 15;

    private final Snapshots snapshots;
    private final Loading loading;
    private final @Nullable Duration interval;
    private final InstantSource clock;
    private @Nullable Instant notBefore;
    private volatile @Nullable ScheduledExecutorService timer;
    private volatile @Nullable ScheduledFuture<?> looking;
    private volatile boolean running;

    SnapshotSchedule(Snapshots snapshots, Loading loading, @Nullable Duration interval, InstantSource clock) {
        this.snapshots = snapshots;
        this.loading = loading;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public int getPhase() {
        return Phases.LOADING;
    }

    @Override
    public void start() {
        running = true;
        if (interval != null && snapshots.isPossible()) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("snapshot-schedule").factory());
            looking = started.scheduleWithFixedDelay(() -> look(interval), LOOK_SECONDS, LOOK_SECONDS,
                    TimeUnit.SECONDS);
            timer = started;
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = timer;
        timer = null;
        looking = null;
        if (started != null) {
            started.shutdownNow();
        }
        running = false;
        snapshots.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether it looks from time to time. */
    boolean isLooking() {
        ScheduledFuture<?> future = looking;
        return future != null && !future.isDone();
    }

    /** Makes one if it is time; true if it did. */
    boolean look(Duration every) {
        Instant now = clock.instant();
        if (!loading.isReady() || (notBefore != null && now.isBefore(notBefore))) {
            return false;
        }
        try {
            snapshots.shipChanges();
            Instant newest = snapshots.newestSound();
            if (newest != null && newest.plus(every).isAfter(now)) {
                return false;
            }
            notBefore = snapshots.create(null).isSound() ? null : later(now, every);
            return true;
        } catch (Busy other) {
            LOG.debug("A snapshot is due and has to wait: {}", other.detail());
        } catch (RuntimeException failed) {
            LOG.error("The snapshot that was due could not be made", failed);
            notBefore = later(now, every);
        }
        return false;
    }

    private static Instant later(Instant now, Duration every) {
        Duration tenth = every.dividedBy(10);
        Duration hour = Duration.ofHours(1);
        return now.plus(tenth.compareTo(hour) < 0 ? tenth : hour);
    }
}
