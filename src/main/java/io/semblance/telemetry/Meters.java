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

    /** Gauge: searches that wait for a turn or a pass. */
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

    /** Gauge: 1 for the state in which an index is. Tags {@value #INDEX}, {@value #STATE}. */
    public static final String INDEX_STATE = "semblance.index.state";

    /** Gauge: what was found damaged and set aside. Tag {@value #KIND}: {@code index}, {@code replaced}, {@code graph}, ... */
    public static final String QUARANTINE_ENTRIES = "semblance.quarantine.entries";

    /** Gauge: bytes of address space for the record, doubled when full. Tag {@value #INDEX}. */
    public static final String INDEX_MAP_SIZE = "semblance.index.map.size";

    /** Gauge: bytes of it that are used. Tag {@value #INDEX}. */
    public static final String INDEX_MAP_USED = "semblance.index.map.used";

    /** Gauge: how often the map was full and could not grow since the index was opened. Tag {@value #INDEX}. */
    public static final String INDEX_MAP_BLOCKED = "semblance.index.map.blocked";

    /** Gauge: codes in a graph. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_CODES = "semblance.graph.codes";

    /** Gauge: bytes of memory of a graph. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_BYTES = "semblance.graph.bytes";

    /** Gauge: ids that changed and are not in the graph yet; searches scan these. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_PENDING = "semblance.graph.pending";

    /** Gauge: how wide a graph is searched. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_WIDTH = "semblance.graph.width";

    /** Gauge: how often a graph was built since the start. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_BUILDS = "semblance.graph.builds";

    /** Gauge: share of the nearest ten matching codes that a graph finds, last measured. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_RECALL = "semblance.graph.recall";

    /** Gauge: share of stored codes that find themselves, last measured. Tags {@value #INDEX}, {@value #GRAPH}. */
    public static final String GRAPH_SELF_RECALL = "semblance.graph.self.recall";

    /** Gauge: recall below which a graph is searched wider and then built anew, as the settings say. */
    public static final String GRAPH_MIN_RECALL = "semblance.graph.min.recall";

    /** Gauge: writes that wait for a commit; all indexes together. */
    public static final String WRITE_QUEUED = "semblance.write.queued";

    /** Gauge: bytes free for this process on the file system of the data directory. */
    public static final String DISK_FREE = "semblance.disk.free";

    /** Gauge: bytes of that file system. */
    public static final String DISK_TOTAL = "semblance.disk.total";

    /** Gauge: bytes that are kept free: with fewer, writes are refused. */
    public static final String DISK_RESERVE = "semblance.disk.reserve";

    /** Gauge: bytes of memory that the process occupies. Tag {@value #KIND}. */
    public static final String MEMORY = "semblance.memory";

    /** Gauge: bytes of memory that it may occupy: the container's limit, or what the machine has. */
    public static final String MEMORY_LIMIT = "semblance.memory.limit";

    /** Gauge: connections of clients that are open. */
    public static final String CONNECTIONS = "semblance.connections";

    /** Gauge: connections that are kept open at once; beyond them clients wait. */
    public static final String CONNECTIONS_LIMIT = "semblance.connections.limit";

    /** Gauge: secrets that open the service now; 2 during a rotation. */
    public static final String SECRETS = "semblance.secrets";

    /** Gauge: always 1. Tags {@value #VERSION}, {@value #COMMIT_ID}. */
    public static final String RELEASE = "semblance.release";

    /** Gauge: 1 when requests are served, else 0. */
    public static final String READY = "semblance.ready";

    /** Gauge: 1 once a stop has begun, while it can still be scraped. */
    public static final String STOPPING = "semblance.stopping";

    /** Gauge: seconds that loading took, or has taken so far. */
    public static final String LOAD = "semblance.load";

    /** Gauge: seconds that the stop before this start took; 0 if there was none, or none that ended. */
    public static final String LAST_STOP = "semblance.last.stop";

    /** Gauge: 1 if the stop before this start was killed before it had ended, or its save was cut. */
    public static final String LAST_STOP_INCOMPLETE = "semblance.last.stop.incomplete";

    /** Gauge: assets loaded so far; all indexes together. */
    public static final String LOADED = "semblance.loaded.assets";

    /** Gauge: seconds since the newest sound snapshot; infinite if there is none, NaN where none can be made. */
    public static final String SNAPSHOT_AGE = "semblance.snapshot.age";

    /** Counter: snapshots that could not be made, or turned out damaged, since the start. */
    public static final String SNAPSHOT_FAILURES = "semblance.snapshot.failures";

    /** Gauge: seconds for which no changes could be shipped beside the newest snapshot; NaN where none are to be. */
    public static final String SNAPSHOT_UNSHIPPED = "semblance.snapshot.changes.unshipped";

    /** Gauge: seconds between two snapshots as the settings say; NaN if nobody makes them by itself. */
    public static final String SNAPSHOT_INTERVAL = "semblance.snapshot.interval";

    /**
     * Gauge: seconds since a restore drill succeeded; infinite if none did. If none was ever reported, since the oldest
     * snapshot, or the start if that is longer ago, where drills are expected, and NaN elsewhere.
     */
    public static final String DRILL_AGE = "semblance.restore.drill.age";

    /** Gauge: seconds within which a restore drill is expected to succeed; NaN if none is expected. */
    public static final String DRILL_WITHIN = "semblance.restore.drill.within";

    /** Gauge: 1 if the last restore drill failed, else 0. */
    public static final String DRILL_FAILED = "semblance.restore.drill.failed";

    /** Counter: restore drills that failed, since the start. */
    public static final String DRILL_FAILURES = "semblance.restore.drill.failures";

    /** Tag: name of an index, or {@value #OTHER} for all beyond the largest {@value #MOST_INDEXES}. */
    public static final String INDEX = "index";

    /** Tag: type and length of the codes of a graph, such as {@code CONTENT_TEXT_V0-256}. */
    public static final String GRAPH = "graph";

    /** Tag: how a search was answered, such as {@code scan} or {@code prefix}. */
    public static final String PLAN = "plan";

    /** Tag: whether nothing that matches can be missing. */
    public static final String EXACT = "exact";

    /** Tag: {@code put} or {@code delete}. */
    public static final String OPERATION = "operation";

    /** Tag: {@code served}, {@code read_only} until restarted, or {@code set_aside} since it could not be opened. */
    public static final String STATE = "state";

    /** Tag: of memory {@code anonymous}, which only the process can give back, or {@code mapped}; else what kind of thing. */
    public static final String KIND = "kind";

    /** Tag: version of the running program. */
    public static final String VERSION = "version";

    /** Tag: short id of its commit. */
    public static final String COMMIT_ID = "commit";

    /** No index can have this name. */
    static final String OTHER = "_other";

    /** Names of indexes are the callers' choice, so the number of time series must not be. */
    static final int MOST_INDEXES = 100;

    private Meters() {
    }
}
