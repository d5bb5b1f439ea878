package io.semblance.asset;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.semblance.asset.evidence.TypeModels;

import org.jspecify.annotations.Nullable;

/**
 * What only a backend can see of its own work, for operators. Implemented by {@link AssetIndexes} that have a record or a
 * pool of scan threads; keeps meters and the web out of the backends.
 */
public interface BackendReport {

    /** Totals of scanning since the start. */
    ScanFigures scans();

    /** Indexes that could not be opened at the start, with the reason; they are left as they are. */
    Map<String, String> failedIndexes();

    /** Indexes that take no writes any more since their storage failed, with the reason; looks at memory alone. */
    Map<String, String> readOnlyIndexes();

    /** What a start found damaged and moved to the folder {@code quarantine}, the oldest first. */
    List<SetAside> setAside();

    /** Figures of the record of each index that is open. */
    Map<String, RecordFigures> records();

    /** Graphs by index; only indexes that have some. */
    Map<String, List<GraphFigures>> graphs();

    /** What evidence is weighed by, by index; only indexes that have some. */
    default Map<String, List<TypeModels>> models() {
        return Map.of();
    }

    /** Bytes of the file system that are kept free: writes are refused while there are fewer. */
    long reserveBytes();

    /** Adds one who is told of every commit; called before {@link AssetIndexes#load}. */
    void onCommit(CommitObserver observer);

    /** Adds the address of this service to what a second process is told when it is refused the data directory. */
    void announceAddress(String address);

    /** Told of commits, on the thread that makes them: must be quick and must not throw. */
    @FunctionalInterface
    interface CommitObserver {

        /**
         * A commit is durable.
         *
         * @param writes requests that shared it
         * @param nanos from its beginning to the end of its sync
         */
        void committed(int writes, long nanos);
    }

    /**
     * Something in the folder {@code quarantine}.
     *
     * @param id name of its folder there
     * @param what kind and name, such as {@code index works}
     * @param when it was moved there
     * @param why what was found
     * @param toDo what an operator should do
     * @param blocking whether requests to an index are refused because of it
     */
    record SetAside(String id, String what, Instant when, String why, String toDo, boolean blocking) {
    }

    /**
     * The record of an index.
     *
     * @param mapBytes address space for it, which doubles whenever it is full
     * @param usedBytes bytes of its file
     * @param mapBlocked how often the map was full and could not grow since the index was opened
     * @param queued writes that wait for a commit
     * @param failure why it takes no writes any more; null while it does
     */
    record RecordFigures(long mapBytes, long usedBytes, long mapBlocked, int queued, @Nullable String failure) {
    }

    /**
     * The graph of one group of codes.
     *
     * @param name type and length, such as {@code CONTENT_TEXT_V0-256}
     * @param state {@code building} (searches scan), {@code ready}, or {@code failed} (searches scan)
     * @param codes codes in it, those that were replaced or removed since included until they are followed
     * @param bytes its memory
     * @param pending ids that changed and are not in it yet: searches scan these
     * @param width how wide it searches
     * @param builds how often it was built since the start
     * @param measurements how often its recall was measured since the start
     * @param recall last measured share of the nearest ten matching codes that it finds; NaN before the first measurement
     * @param selfRecall last measured share of stored codes that find themselves
     * @param notice what an operator should know: why it failed, or that a file was set aside; else empty
     */
    record GraphFigures(String name, String state, long codes, long bytes, long pending, long width, long builds,
            long measurements, double recall, double selfRecall, String notice) {
    }

    /**
     * Totals of scanning since the start, and the queue now.
     *
     * @param passes passes over memory; requests that arrive together share one
     * @param requests requests that were scanned for
     * @param refused requests that were refused since too many waited
     * @param codes comparisons of a stored code with a query
     * @param bytes bytes of codes that these comparisons read
     * @param nanos time in which threads compared, of all threads together
     * @param queued requests that wait now
     */
    record ScanFigures(long passes, long requests, long refused, long codes, long bytes, long nanos,
            int queued) {
    }
}
