package io.semblance.asset.backend.usearch.proposal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphException;
import io.semblance.graph.GraphLibrary;
import io.semblance.graph.GraphOptions;
import io.semblance.record.DurableTrees;
import io.semblance.record.Quarantine;
import io.semblance.record.QuarantineEntry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph on disk: what the library writes, and after it a trailer that says what it is and proves that all of it is
 * there. Written beside its place and renamed, so that a cut leaves the old one.
 *
 * <pre>
 * trailer, 76 bytes, big-endian
 * 8  "SMBGRAPH"        4  format (1)          4  bits of a code      4  connectivity       4  expansion at adding
 * 4  1 if an id may have several codes        8  sequence number: up to this commit the graph has everything
 * 8  codes             8  ids changed since it was built             8  bytes before the trailer
 * 4  CRC-32C of those  8  record and group     4  CRC-32C of the trailer before this
 * </pre>
 */
final class GraphFile {

    private static final Logger LOG = LoggerFactory.getLogger(GraphFile.class);
    private static final byte[] MAGIC = {'S', 'M', 'B', 'G', 'R', 'A', 'P', 'H'};
    private static final int FORMAT = 1;
    private static final int TRAILER = 76;

    private final Path file;
    private final GraphOptions options;

    /** The file of a graph, which need not be there. */
    GraphFile(Path directory, GroupKey key) {
        this(directory.resolve(key.fileName()), key.options());
    }

    private GraphFile(Path file, GraphOptions options) {
        this.file = file;
        this.options = options;
    }

    /**
     * What a file says of its graph.
     *
     * @param sequence up to this commit the graph has everything
     * @param codes number of its codes
     * @param changed ids that were changed in it since it was built
     * @param origin of which record and group it is; 0 if that was not written
     */
    record State(long sequence, long codes, long changed, long origin) {
    }

    /** A graph that was read, and its state. */
    record Opened(Graph graph, State state) {
    }

    /** A file that must not be used, with the reason in a word that fits a file name. */
    static final class UnsoundFileException extends Exception {

        private static final long serialVersionUID = 1L;
        private final String reason;

        UnsoundFileException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        /** Whether its bytes were found wrong: not those that could not be read, by the library either, once all had passed. */
        boolean isDamage() {
            return !(getCause() instanceof IOException || getCause() instanceof GraphException);
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Writes the graph; nobody may change it meanwhile. An interrupt cuts the writing and leaves the old file. */
    void save(Graph graph, State state) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            graph.save(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                long bytes = channel.size();
                ByteBuffer trailer = trailer(state, bytes, new GraphReading().checksum(channel, bytes));
                while (trailer.hasRemaining()) {
                    // A disk that is nearly full takes a part, and says so only by the number of bytes.
                    channel.write(trailer, bytes + trailer.position());
                }
            }
            DurableTrees.replace(temporary, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the graph cannot be saved to " + file, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Checks a file without making a graph of it. */
    static State read(Path file, GroupKey key, GraphReading reading) throws UnsoundFileException {
        return new GraphFile(file, key.options()).read(reading);
    }

    private State read(GraphReading reading) throws UnsoundFileException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return check(channel, reading);
        } catch (IOException e) {
            throw new UnsoundFileException("unreadable", e);
        }
    }

    /** Reads and checks the graph. */
    Opened open(GraphLibrary library) throws UnsoundFileException {
        State state = read(new GraphReading());
        Graph graph;
        try {
            graph = Graph.load(library, options, file);
        } catch (GraphException e) {
            throw new UnsoundFileException("refused-by-library", e);
        }
        if (graph.size() != state.codes()) {
            graph.close();
            throw new UnsoundFileException("other-count", null);
        }
        return new Opened(graph, state);
    }

    /** Moves a file that must not be used away, under a name that says why; one that was set aside before makes room. */
    Path setAside(String index, String reason, Quarantine quarantine) {
        String name = index + "-" + file.getFileName();
        String as = file.getFileName() + ".unsound-" + reason;
        quarantine.forgetGraph(name);
        return quarantine.take(QuarantineEntry.Kind.GRAPH, name, file, as,
                "The saved graph does not pass its check: " + reason + ".",
                "Nothing: the graph is built anew from the record. Check the disk, then delete this folder.").path()
                .resolve(as);
    }

    /** Removes the file of a graph that is no more. */
    void delete() {
        deleteQuietly(file);
    }

    private State check(FileChannel channel, GraphReading reading) throws IOException, UnsoundFileException {
        long bytes = channel.size() - TRAILER;
        if (bytes < 0) {
            throw new UnsoundFileException("truncated", null);
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
        readFully(channel, trailer, bytes);
        byte[] magic = new byte[MAGIC.length];
        trailer.flip().get(magic);
        if (ByteBuffer.wrap(magic).mismatch(ByteBuffer.wrap(MAGIC)) >= 0
                || trailer.getInt(TRAILER - 4) != checksum(trailer.array(), TRAILER - 4)) {
            throw new UnsoundFileException("trailer", null);
        }
        if (trailer.getInt() != FORMAT) {
            throw new UnsoundFileException("other-format", null);
        }
        if (trailer.getInt() != options.dimensions() || trailer.getInt() != options.connectivity()
                || trailer.getInt() != options.expansionAdd() || trailer.getInt() != (options.multi() ? 1 : 0)) {
            throw new UnsoundFileException("other-parameters", null);
        }
        State state = new State(trailer.getLong(), trailer.getLong(), trailer.getLong(),
                trailer.getLong(TRAILER - 4 - Long.BYTES));
        if (trailer.getLong() != bytes) {
            throw new UnsoundFileException("other-length", null);
        }
        if (trailer.getInt() != reading.checksum(channel, bytes)) {
            throw new UnsoundFileException("checksum", null);
        }
        return state;
    }

    private ByteBuffer trailer(State state, long bytes, int checksum) {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).put(MAGIC).putInt(FORMAT).putInt(options.dimensions())
                .putInt(options.connectivity()).putInt(options.expansionAdd()).putInt(options.multi() ? 1 : 0)
                .putLong(state.sequence()).putLong(state.codes()).putLong(state.changed()).putLong(bytes)
                .putInt(checksum).putLong(state.origin());
        return trailer.putInt(checksum(trailer.array(), TRAILER - 4)).flip();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    static void readFully(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException("the file ends at " + at);
            }
            at += read;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // A temporary file is overwritten by the next save; a graph that is no more fails its check at the next start.
            LOG.warn("The file {} cannot be removed: {}", file,
                    stays.toString());
        }
    }
}
