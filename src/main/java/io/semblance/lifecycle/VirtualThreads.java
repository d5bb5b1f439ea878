package io.semblance.lifecycle;

/**
 * How many platform threads carry the virtual threads that serve requests. By default there is one for each processor,
 * and a virtual thread gives its carrier away only where it waits: as many requests that parse large bodies as there are
 * processors would keep every other one waiting, probes included. With more carriers than processors the operating system
 * shares the time among them, and a probe gets its turn within a time slice. What keeps a carrier for long is limited to
 * half of them ({@link #LONG_WORK}), so that there is always one to be had.
 */
public final class VirtualThreads {

    /** How many requests may do what keeps a carrier for long, such as parsing a large body. */
    public static final int LONG_WORK = 32;

    static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int CARRIERS_PER_PROCESSOR = 4;
    private static final int LEAST_CARRIERS = 2 * LONG_WORK;

    private VirtualThreads() {
    }

    /** Sets the number of carriers, unless the operator has; must run before the first virtual thread does. */
    public static void widen() {
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, Integer.toString(carriers(Runtime.getRuntime().availableProcessors())));
        }
    }

    static int carriers(int processors) {
        return Math.max(LEAST_CARRIERS, CARRIERS_PER_PROCESSOR * processors);
    }
}
