package io.semblance.asset;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The records of indexes as files, for whoever keeps copies of them. Implemented by {@link AssetIndexes} that have a
 * record on disk.
 */
public interface IndexRecords {

    /** Scheme of the backend that lays out what is in the records, such as {@code usearch}. */
    String backend();

    /** Names of the indexes that are there and not served: they could not be opened, or were set aside as damaged. */
    List<String> unserved();

    /**
     * Copies the record of an index as its last commit left it into an empty directory, while writing goes on. The copy
     * is not synced yet.
     *
     * @return false if there is no index of that name
     * @throws io.semblance.record.RecordDamagedException when its pages lead nowhere
     * @throws java.io.UncheckedIOException when the copy cannot be written, or makes way for writes or for closing
     */
    boolean copy(String name, Path directory);

    /**
     * Creates an index from a record. It is there whole or not at all, also when the process is killed.
     *
     * @param fill puts the record into the given directory; what it throws is thrown on, and nothing is left
     * @throws io.semblance.problem.CallerFault when an index of that name exists, or there are too many
     */
    void adopt(String name, Consumer<Path> fill);

    /**
     * Gives an index another name, in one step also when the process is killed. Requests to it are put off meanwhile.
     *
     * @return false if there is no index of the old name
     * @throws io.semblance.problem.CallerFault when an index of the new name exists
     */
    boolean rename(String name, String newName);

    /** Has one be told of every commit from now on, in the place of whoever was before; null for nobody. */
    void follow(CommittedState.@Nullable Follower follower);

    /** The state after the last commit of an index; null if there is none of that name. */
    @Nullable
    CommittedState state(String name);
}
