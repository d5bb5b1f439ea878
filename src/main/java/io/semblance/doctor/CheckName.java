package io.semblance.doctor;

import java.util.Locale;

/** Every check, in the order in which they run and are shown. Each has a section of this name in the reference page. */
public enum CheckName {
    // @formatter:off
    SETTINGS, DATA_DIRECTORY, MOUNT, FILE_SYSTEM, SYNC_LATENCY, FREE_SPACE, LOCK, QUARANTINE,
    OPEN_FILES, MEMORY, CONTAINER_LIMITS, CLOCK,
    SECRET, CORS, ADDRESS, TLS,
    GRACE_PERIOD, JVM_FLAGS, SCAN_KERNEL, GRAPH_LIBRARY, GRAPH_FROM, DEBUGGING, BACKUP;
    // @formatter:on

    private static final String PAGE = "docs/reference/doctor-checks.md";

    /** As it is written, such as {@code sync-latency}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the check is explained, from the top of the project. */
    public String link() {
        return PAGE + "#" + id();
    }
}
