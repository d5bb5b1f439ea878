package io.semblance.lifecycle;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process once the system gives it no more threads, by a limit of their number or for want of memory for their
 * stacks. The flag {@code -XX:+ExitOnOutOfMemoryError} does that for the heap alone: where a thread cannot be started, the
 * JVM goes on without it. A carrier of virtual threads that dies of that is never replaced, also when there is room again,
 * and once the last one is gone no request is answered any more, not even a probe.
 *
 * <p>
 * So each second a thread is started that nobody needs. If there is none to be had, or virtual threads wait and nobody
 * carries them, the process ends as it does for the heap. Nothing acknowledged is lost by that, and the next start serves.
 */
public final class ThreadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Looks in a row that find no carrier: the first one of all takes its time to start on a busy machine. */
    private static final int PATIENCE = 5;
    /** In which another thread writes the last line. */
    private static final Duration FOR_THE_LOG = Duration.ofMillis(500);
    /** As of the flag {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private int abandoned;

    ThreadWatch() {
    }

    /** Watches from now on, for as long as the process lives. */
    public static void start() {
        Thread.ofPlatform().daemon().name("thread-watch").start(new ThreadWatch()::run);
    }

    private void run() {
        VirtualThreadSchedulerMXBean scheduler = ManagementFactory
                .getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        try {
            do {
                Thread.sleep(INTERVAL);
                Thread.ofPlatform().daemon().name("thread-watch-try").start(() -> {
                });
            } while (!isAbandoned(scheduler.getPoolSize(), scheduler.getQueuedVirtualThreadCount()));
            end("virtual threads wait, and no thread carries them");
        } catch (OutOfMemoryError refused) {
            end("no thread can be started");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether virtual threads wait and have had nobody to carry them, the last times that this was asked. */
    boolean isAbandoned(int carriers, long waiting) {
        abandoned = carriers == 0 && waiting > 0 ? abandoned + 1 : 0;
        return abandoned >= PATIENCE;
    }

    private static void end(String why) {
        LOG.error(
                "Terminating: {}. Raise the limit of threads (pids.max, TasksMax, ulimit -u), or give the process more"
                        + " memory beside its heap. Everything acknowledged is stored.",
                why);
        LockSupport.parkNanos(FOR_THE_LOG.toNanos());
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
}
