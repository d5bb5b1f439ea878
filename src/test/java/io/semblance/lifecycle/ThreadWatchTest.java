package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.junit.jupiter.api.Test;

class ThreadWatchTest {

    private final ThreadWatch watch = new ThreadWatch();

    @Test
    void waitingWithoutACarrierIsNoticedAfterSomeLooks() {
        for (int look = 1; look < 5; look++) {
            assertThat(watch.isAbandoned(0, 79)).as("look %d", look).isFalse();
        }
        assertThat(watch.isAbandoned(0, 79)).isTrue();
    }

    @Test
    void aCarrierThatComesInTimeIsInTime() {
        for (int look = 1; look < 5; look++) {
            assertThat(watch.isAbandoned(0, 79)).isFalse();
        }
        assertThat(watch.isAbandoned(1, 79)).isFalse();
        assertThat(watch.isAbandoned(0, 79)).isFalse();
    }

    @Test
    void idlenessIsNoFault() {
        for (int look = 1; look < 20; look++) {
            assertThat(watch.isAbandoned(0, 0)).isFalse();
        }
    }

    /** That this JVM tells the figures; it could answer -1. */
    @Test
    void theFiguresAreKnown() throws InterruptedException {
        VirtualThreadSchedulerMXBean own = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        Thread.ofVirtual().start(() -> {
        }).join();
        assertThat(own.getPoolSize()).isPositive();
        assertThat(own.getQueuedVirtualThreadCount()).isNotNegative();
    }
}
