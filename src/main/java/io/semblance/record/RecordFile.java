package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * A record that nobody writes, such as one in a snapshot: opened for reading without changing a byte of the file or its
 * directory. For one thread. LMDB maps the file and trusts what it finds, so a file of doubtful origin has to be proven
 * whole before, by its size and hash.
 */
public final class RecordFile implements AutoCloseable {

    /** Name of the file in the directory of a record. */
    public static final String NAME = "data.mdb";

    private final LmdbEnvironment environment;
    private final Txn<ByteBuffer> txn;
    private final RecordState state;

    private RecordFile(LmdbEnvironment environment, Txn<ByteBuffer> txn) {
        this.environment = environment;
        this.txn = txn;
        this.state = read(RecordState::read);
    }

    /**
     * Opens {@code data.mdb} of a directory.
     *
     * @throws RecordFormatException if it is no record, or one of a newer format
     * @throws StoreFailedException if it cannot be opened
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static RecordFile open(Path directory) {
        LmdbEnvironment environment = LmdbEnvironment.openReadOnly(directory);
        try {
            return new RecordFile(environment, environment.beginRead());
        } catch (LmdbException e) {
            environment.close();
            throw new StoreFailedException("the record in " + directory + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            environment.close();
            throw e;
        }
    }

    /**
     * Passes if a directory holds a record that can be reached.
     *
     * @throws RecordDamagedException if it is certain that it holds none
     * @throws IOException if that cannot be found out, or a link leads to where nothing is mounted: no proof of a loss
     */
    static void requirePresent(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RecordDamagedException(file + " is missing");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "it cannot be reached");
        }
    }

    /** Number of the last commit, 0 before the first. */
    public long sequence() {
        return state.sequence();
    }

    /** Time of that commit, microseconds since the epoch, 0 before the first. */
    public long timeMicros() {
        return state.timeMicros();
    }

    /**
     * Runs a piece of reading.
     *
     * @throws StoreFailedException if LMDB fails
     */
    public <R extends @Nullable Object> R read(ReadTask<R> task) {
        ReadTransaction tx = new ReadTransaction(environment, txn, ByteBuffer.allocateDirect(Keys.MAX_BYTES));
        try {
            return task.apply(tx);
        } catch (LmdbException e) {
            throw new StoreFailedException("the record cannot be read: " + e.getMessage(), e);
        } finally {
            tx.end();
        }
    }

    @Override
    public void close() {
        txn.close();
        environment.close();
    }
}
