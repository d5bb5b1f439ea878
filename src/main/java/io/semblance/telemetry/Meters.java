package io.semblance.telemetry;

/**
 * The names of all meters of the service, as Micrometer writes them; Prometheus shows dots as underscores and adds units
 * ({@code semblance_search_seconds_bucket}). Dashboards and alerts stand on these names, so a change is a breaking one.
 * Those of HTTP requests ({@code http.server.requests}), the JVM and the process are Spring Boot's.
 */
public final class Meters {

    /** Timer with histogram: a search inside the service, without HTTP and JSON. Tags {@value #PLAN}, {@value #EXACT}. */
    public static final String SEARCH = "semblance.search";

    /** Timer with histogram: the part of a search before its scan began. */
    public static final String SEARCH_QUEUE = "semblance.search.queue";

    /** Timer with histogram: the part of a search that compared codes. */
    public static final String SEARCH_SCAN = "semblance.search.scan";

    /** Counter: codes compared. */
    public static final String SEARCH_CODES = "semblance.search.codes";

    /** Counter: bytes of codes read. */
    public static final String SEARCH_BYTES = "semblance.search.bytes";

    /** Counter: passes over memory; fewer than searches where several share one. */
    public static final String SCAN_PASSES = "semblance.scan.passes";

    /** Counter: searches refused because too many waited. */
    public static final String SCAN_REFUSED = "semblance.scan.refused";

    /** Gauge: searches that wait for a pass. */
    public static final String SCAN_QUEUED = "semblance.scan.queued";

    /** Timer with histogram: a write until it was acknowledged, waiting included. Tag {@value #OPERATION}. */
    public static final String WRITE = "semblance.write";

    /** Counter: assets written or removed. Tag {@value #OPERATION}. */
    public static final String WRITE_ASSETS = "semblance.write.assets";

    /** Timer with histogram: a commit of the record, sync included. */
    public static final String COMMIT = "semblance.commit";

    /** Distribution: writes that shared a commit. */
    public static final String COMMIT_GROUP = "semblance.commit.group";

    /** Gauge: number of indexes. */
    public static final String INDEXES = "semblance.indexes";

    /** Gauge: assets. Tag {@value #INDEX}. */
    public static final String INDEX_ASSETS = "semblance.index.assets";

    /** Gauge: bytes of all parts. Tag {@value #INDEX}. */
    public static final String INDEX_BYTES = "semblance.index.bytes";

    /** Gauge: 1 when requests are served, else 0. */
    public static final String READY = "semblance.ready";

    /** Gauge: assets loaded so far; all indexes together. */
    public static final String LOADED = "semblance.loaded.assets";

    /** Tag: name of an index, or {@value #OTHER} for all beyond the largest {@value #MOST_INDEXES}. */
    public static final String INDEX = "index";

    /** Tag: how a search was answered, such as {@code scan} or {@code prefix}. */
    public static final String PLAN = "plan";

    /** Tag: whether nothing that matches can be missing. */
    public static final String EXACT = "exact";

    /** Tag: {@code put} or {@code delete}. */
    public static final String OPERATION = "operation";

    /** No index can have this name. */
    static final String OTHER = "_other";

    /** Names of indexes are the callers' choice, so the number of time series must not be. */
    static final int MOST_INDEXES = 100;

    private Meters() {
    }
}
