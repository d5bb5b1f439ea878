package io.semblance.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.semblance.problem.Busy;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes a snapshot whenever the newest sound one is older than the interval, and begins to ship changes after a start. After
 * a failure it waits a tenth of the interval, at most an hour, so that a full disk is not written to all day; where other work
 * keeps it waiting for as long, that is logged. Ends before the indexes are saved and closed.
 *
 * <p>
 * The age is that of the wall clock, so that it counts over restarts. Should somebody set that clock back, the newest one
 * comes from the future and gets no older for a while; so one is due as well when the interval has passed on a clock that
 * nobody sets.
 */
final class SnapshotSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);
    private static final long LOOK_SECONDS = 15;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Snapshots snapshots;
    private final Loading loading;
    private final @Nullable Duration interval;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final OverdueLog making;
    private final OverdueLog shipping;
    private @Nullable Instant newest;
    private long newestSince;
    private long failedAt;
    private boolean shippingFailed;
    private Duration pause = Duration.ZERO;
    private volatile @Nullable ScheduledExecutorService timer;
    private volatile @Nullable ScheduledFuture<?> looking;
    private volatile boolean running;

    /** @param nanos of a clock that only goes on, such as {@link System#nanoTime} */
    SnapshotSchedule(Snapshots snapshots, Loading loading, @Nullable Duration interval, InstantSource clock,
            LongSupplier nanos) {
        this.snapshots = snapshots;
        this.loading = loading;
        this.interval = interval;
        this.clock = clock;
        this.nanos = nanos;
        this.making = new OverdueLog(nanos);
        this.shipping = new OverdueLog(nanos);
    }

    @Override
    public int getPhase() {
        return Phases.LOADING;
    }

    @Override
    public void start() {
        running = true;
        if (snapshots.isPossible()) {
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

    /** Makes one if it is time; true if it did. Without an interval only changes are shipped. */
    boolean look(@Nullable Duration every) {
        if (!loading.isReady()) {
            return false;
        }
        ship();
        return every != null && (pause.isZero() || since(failedAt).compareTo(pause) >= 0) && makeIfDue(every);
    }

    /** Tried at each look until it has begun: the directory may not be there yet. */
    private void ship() {
        try {
            snapshots.shipChanges();
            shipping.comes();
        } catch (Busy other) {
            shipping.waits("The shipping of changes", LONGEST_PAUSE, other.detail());
        } catch (RuntimeException failed) {
            shipping.comes();
            if (!shippingFailed) {
                LOG.warn("Changes are not shipped beside the newest snapshot yet; it is tried again and again", failed);
            }
            shippingFailed = true;
        }
    }

    private boolean makeIfDue(Duration every) {
        try {
            if (!isDue(every)) {
                making.comes();
                return false;
            }
            long began = nanos.getAsLong();
            pause = Duration.ZERO;
            boolean sound = snapshots.create(null).isSound();
            making.comes();
            if (!sound) {
                failed(every);
            }
            newest = snapshots.newestSound();
            newestSince = began;
            return true;
        } catch (Busy other) {
            making.waits("A snapshot that is due", pause(every), other.detail());
        } catch (RuntimeException failed) {
            making.comes();
            LOG.error("The snapshot that was due could not be made", failed);
            failed(every);
        }
        return false;
    }

    private boolean isDue(Duration every) {
        Instant found = snapshots.newestSound();
        if (!Objects.equals(found, newest)) {
            newest = found;
            newestSince = nanos.getAsLong();
        }
        return found == null || !found.plus(every).isAfter(clock.instant())
                || since(newestSince).compareTo(every) >= 0;
    }

    private Duration since(long time) {
        return Duration.ofNanos(nanos.getAsLong() - time);
    }

    private static Duration pause(Duration every) {
        Duration tenth = every.dividedBy(10);
        return tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    }

    private void failed(Duration every) {
        pause = pause(every);
        failedAt = nanos.getAsLong();
    }
}
