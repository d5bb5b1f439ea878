package io.semblance.doctor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.kernel.CodeWords;

/**
 * What a workload takes in an index of {@code usearch://}, the default backend. The sizes follow from the layouts of record
 * and columns and have no constant that was fitted; a test fills indexes of several shapes and holds them to 15 %.
 *
 * <dl>
 * <dt>Disk</dt>
 * <dd>A row of each asset in {@code assets} (unit texts and metadata), {@code units} and {@code simprints}, all in the order
 * of their ids, which are times; an INSTANCE posting and a row of {@code simprint_counts} for each simprint, in random
 * order; 9 bytes in the change log ({@link PageLayout}). A commit writes the pages that it changes anew, and those they
 * replace are free only after the next commits: twice the pages that a batch of 500 assets touches come on top. Random
 * keys touch {@code P (1 - exp(-k / P))} of {@code P} pages with {@code k} keys.</dd>
 * <dt>Codes, off the heap</dt>
 * <dd>Each unit or simprint lies in a column: whole words of code, 8 bytes of id, for simprints 4 of tag, in chunks of
 * 1,024.</dd>
 * <dt>Directory, on the heap</dt>
 * <dd>For each unit type a table of places with 4 bytes an entry, a power of two that is at least twice the assets; for
 * each simprint type a map from ids to the slots of their simprints. G1 gives large tables whole regions. The batch
 * being written comes on top.</dd>
 * <dt>Graph, off the heap</dt>
 * <dd>For each type that has so many codes that a graph proposes ({@link GraphRules}): its codes once more, and
 * links. The library's memory grows by doubling; the figure is that of just after.</dd>
 * <dt>Java</dt>
 * <dd>{@link #HEAP_BYTES} and {@link #NATIVE_BYTES} were measured on an empty service. The heap to give is twice what stays
 * in it, and room for requests.</dd>
 * <dt>Times</dt>
 * <dd>Measured on 2 processors (AMD Zen 5, AVX-512) with all pages in the cache; another machine has other ones, and a cold
 * disk adds the time to read the records once.</dd>
 * </dl>
 *
 * @param workload what was asked
 * @param diskBytes the record's file
 * @param codesBytes codes off the heap
 * @param directoryBytes directory of ids on the heap
 * @param graphBytes graphs off the heap
 * @param hotBytes pages of the record that every search may read
 */
public record Estimate(Workload workload, long diskBytes, long codesBytes, long directoryBytes, long graphBytes,
        long hotBytes) {

    /** What an empty service keeps on the heap. */
    static final long HEAP_BYTES = 24 * Sizes.MIB;
    /** What Java takes beside the heap: classes, threads, collector (149 MiB measured), and code that is compiled under load. */
    static final long NATIVE_BYTES = 192 * Sizes.MIB;

    /** Most bytes of codes that a byte of record can stand for, over all shapes of assets; a test looks at them. */
    private static final double MOST_CODES_SHARE = 0.5;
    private static final long ROOM_FOR_REQUESTS = 192 * Sizes.MIB;
    private static final long STEP = 64 * Sizes.MIB;

    private static final int BATCH = 500;
    private static final int GENERATIONS = 2;
    /** A simprint of a batch that is being written. */
    private static final long SIMPRINT_OBJECTS = 100;
    /** What the heap keeps of an index without assets: readers and buffers. */
    private static final long INDEX_BYTES = 400 * Sizes.KIB;
    /** Of G1, for heaps below 4 GiB. */
    private static final long REGION = Sizes.MIB;
    /** Links and key of a code in a graph: 240 bytes when its memory is full, 370 when it has just doubled; measured. */
    private static final long GRAPH_NODE = 370;
    /** A graph's file as a share of its memory; there are two while it is saved. */
    private static final double GRAPH_FILE_SHARE = 0.45;
    private static final int ID = Long.BYTES;
    private static final int CHUNK = 1_024;
    private static final int TYPE_NAME = 15;
    private static final int LOG_KEY = 12;
    private static final int LOG_ENTRY = 9;

    private static final double START_SECONDS = 3.8;
    private static final double LOAD_SECONDS = 0.15;
    private static final double LOAD_SECONDS_OF_UNIT = 0.36e-6;
    private static final double LOAD_SECONDS_OF_SIMPRINT = 0.2e-6;
    private static final double SEARCH_SECONDS = 0.1e-3;
    /** Seconds to compare a word of a code with one query, and with one of many that share the pass. */
    private static final double SECONDS_OF_WORD = 0.18e-9;
    private static final double SECONDS_OF_SHARED_WORD = 0.02e-9;

    /** Of a workload, with graphs from where they are used unless another number is set. */
    public static Estimate of(Workload load) {
        return of(load, GraphRules.DEFAULT_FROM);
    }

    /**
     * Of a workload.
     *
     * @param graphFrom codes of one type from which on a graph proposes: {@code semblance.graph.from}
     */
    public static Estimate of(Workload load, long graphFrom) {
        double assets = PageLayout.ascending(ID, assetValue(load));
        double units = PageLayout.ascending(ID, (load.units() + 1L) * (3 + bytes(load.unitBits())));
        double postings = PageLayout.random(2 + bytes(load.unitBits()), ID);
        double counts = load.simprints() * PageLayout.random(1 + TYPE_NAME + bytes(load.simprintBits()), Integer.BYTES);
        double simprints = load.simprints() == 0 ? 0 : PageLayout.ascending(ID, simprintValue(load));
        double log = PageLayout.ascending(LOG_KEY, ID + (long) BATCH * LOG_ENTRY) / BATCH;
        double ofAsset = assets + units + simprints + postings + counts + log;
        double touched = touched(load, postings, 1) + touched(load, counts, load.simprints())
                + Math.min(load.assets(), BATCH) * (assets + units + simprints + log);
        return new Estimate(load, Math.round(load.assets() * ofAsset + GENERATIONS * touched), codes(load),
                directory(load), graph(load, GraphRules.defaults().withFrom(graphFrom)),
                Math.round(load.assets() * (units + postings + counts)));
    }

    private static long assetValue(Workload load) {
        long text = 5 + Math.ceilDiv((2 + bytes(load.unitBits())) * 8L, 5);
        return 2 + (load.units() + 1L) * (2 + text) + (load.metadataBytes() == 0 ? 0 : 4L + load.metadataBytes());
    }

    private static long simprintValue(Workload load) {
        int types = Math.min(load.simprintTypes(), load.simprints());
        return types * (1L + TYPE_NAME + 1 + 4) + load.simprints() * (bytes(load.simprintBits()) + 8L);
    }

    /** Bytes of a table in random order that one batch touches. */
    private static double touched(Workload load, double bytesOfAsset, int keysOfAsset) {
        double pages = Math.max(1, load.assets() * bytesOfAsset / PageLayout.PAGE);
        return keysOfAsset == 0 ? 0 : pages * -Math.expm1(-BATCH * (double) keysOfAsset / pages) * PageLayout.PAGE;
    }

    private static long codes(Workload load) {
        long units = load.units() * chunked(load.assets()) * (8L * CodeWords.count(load.unitBits()) + ID);
        int types = Math.min(load.simprintTypes(), load.simprints());
        if (types == 0) {
            return units;
        }
        long ofType = Math.ceilDiv(load.assets() * load.simprints(), types);
        return units + types * chunked(ofType) * (8L * CodeWords.count(load.simprintBits()) + ID + Integer.BYTES);
    }

    private static long graph(Workload load, GraphRules rules) {
        int types = Math.min(load.simprintTypes(), load.simprints());
        long ofType = types == 0 ? 0 : Math.ceilDiv(load.assets() * load.simprints(), types);
        return load.units() * graph(load.assets(), load.unitBits(), rules.from())
                + types * graph(ofType, load.simprintBits(), rules.fromSimprints());
    }

    private static long graph(long codes, int bits, long from) {
        return codes < from ? 0 : codes * (GRAPH_NODE + bytes(bits));
    }

    private static long chunked(long codes) {
        return Math.ceilDiv(codes, CHUNK) * CHUNK;
    }

    private static long directory(Workload load) {
        long units = load.units() * table(Integer.BYTES * powerOfTwo(2 * load.assets())) + INDEX_BYTES
                + Math.min(load.assets(), BATCH) * (2L * load.metadataBytes() + SIMPRINT_OBJECTS * load.simprints());
        int types = Math.min(load.simprintTypes(), load.simprints());
        if (types == 0) {
            return units;
        }
        long capacity = powerOfTwo(Math.ceilDiv(load.assets() * 4, 3));
        long slots = (12L + 4L * Math.ceilDiv(load.simprints(), types) + 7) / 8 * 8;
        return units + types * (table(Long.BYTES * capacity) + table(Integer.BYTES * capacity) + load.assets() * slots);
    }

    /** An array that is larger than half a region of the collector takes whole ones; its header is what spills over. */
    private static long table(long bytes) {
        return bytes < REGION / 2 ? bytes : Math.ceilDiv(bytes + 16, REGION) * REGION;
    }

    private static long powerOfTwo(long least) {
        return least <= 1 ? 1 : Long.highestOneBit(least - 1) << 1;
    }

    private static int bytes(int bits) {
        return bits / 8;
    }

    /** At most so many bytes of codes belong to records of that size. */
    static long mostCodesOf(long recordBytes) {
        return Math.round(recordBytes * MOST_CODES_SHARE);
    }

    /** What graphs take whose saved files have that size. */
    static long graphsOf(long fileBytes) {
        return Math.round(fileBytes / GRAPH_FILE_SHARE);
    }

    /** What to give as {@code -Xmx}. */
    public long heapBytes() {
        return up(2 * (HEAP_BYTES + directoryBytes) + ROOM_FOR_REQUESTS);
    }

    /** What the process grows to: {@code RssAnon} of Linux. */
    public long processBytes() {
        return heapBytes() + codesBytes + graphBytes + NATIVE_BYTES;
    }

    /** Memory limit of a container: the process, and in the page cache what every search may read. */
    public long containerBytes() {
        return up(processBytes() + hotBytes);
    }

    /** Size of the volume: the records twice, for growth and for a copy beside them, the graphs' files, and the reserve. */
    public long volumeBytes() {
        return Math.ceilDiv(2 * diskBytes + Math.round(2 * GRAPH_FILE_SHARE * graphBytes), Sizes.GIB) * Sizes.GIB
                + Sizes.GIB;
    }

    /** From the start of the process until it is ready. */
    public Duration timeToReady() {
        return seconds(START_SECONDS + loadSeconds());
    }

    /** The part of {@link #timeToReady()} that grows with the data. */
    public Duration timeToLoad() {
        return seconds(loadSeconds());
    }

    private double loadSeconds() {
        return LOAD_SECONDS + workload.assets()
                * (workload.units() * LOAD_SECONDS_OF_UNIT + workload.simprints() * LOAD_SECONDS_OF_SIMPRINT);
    }

    /** A search by the units of an asset, alone: the median over HTTP, of a scan also where a graph would propose. */
    public Duration unitSearch() {
        return seconds(SEARCH_SECONDS
                + (double) workload.assets() * workload.units() * CodeWords.count(workload.unitBits())
                        * SECONDS_OF_WORD);
    }

    /** A search by all simprints that one asset has, alone; zero where there are none. */
    public Duration simprintSearch() {
        if (workload.simprints() == 0) {
            return Duration.ZERO;
        }
        double compared = (double) workload.assets() * workload.simprints() * workload.simprints()
                / Math.min(workload.simprintTypes(), workload.simprints());
        return seconds(SEARCH_SECONDS + compared * CodeWords.count(workload.simprintBits()) * SECONDS_OF_SHARED_WORD);
    }

    /** All figures by name, as JSON shows them on the command line and over HTTP alike. */
    public Map<String, Number> figures() {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("disk_bytes", diskBytes);
        figures.put("volume_bytes", volumeBytes());
        figures.put("codes_bytes", codesBytes);
        figures.put("directory_bytes", directoryBytes);
        figures.put("graph_bytes", graphBytes);
        figures.put("heap_bytes", heapBytes());
        figures.put("process_bytes", processBytes());
        figures.put("container_bytes", containerBytes());
        figures.put("load_ms", timeToLoad().toMillis());
        figures.put("ready_ms", timeToReady().toMillis());
        figures.put("unit_search_us", unitSearch().toNanos() / 1_000);
        figures.put("simprint_search_us", simprintSearch().toNanos() / 1_000);
        return figures;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static long up(long bytes) {
        return Math.ceilDiv(bytes, STEP) * STEP;
    }
}
