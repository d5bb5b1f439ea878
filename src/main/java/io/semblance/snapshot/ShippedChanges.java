package io.semblance.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32;

import io.semblance.asset.CommittedState;
import io.semblance.asset.backend.stored.PackedAsset;
import io.semblance.record.DurableTrees;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of one index after one snapshot, in a file beside it that only grows. It begins as {@link ChangesFormat} says. An
 * entry is: 4 bytes length of the rest,
 * 4 CRC-32 of it, 8 sequence number that it begins after, 8 sequence number that it leads to, 8 time of that commit (epoch
 * microseconds), then for each asset that changed: 1 realm, 8 body of the id, 4 length, {@link PackedAsset} of that length,
 * or -1 if it is gone. Big-endian. What is torn off at the end was never told to be there. What is damaged further in front
 * is told, and stays as it is until one entry is there that closes the gap: all that changed since the last sound one, from the
 * record. For one thread.
 */
final class ShippedChanges implements Closeable {

    static final int HEAD = 2 * Integer.BYTES;
    static final int MOST_BYTES = 1 << 30;
    private static final int SLICE = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ShippedChanges.class);

    private final FileChannel file;
    private final int mostBytes;
    private long sequence;
    private long timeMicros;
    /** Up to here nothing written since this was opened is in doubt. */
    private long synced;

    private ShippedChanges(FileChannel file, int mostBytes, long synced, long sequence, long timeMicros) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.synced = synced;
        this.sequence = sequence;
        this.timeMicros = timeMicros;
    }

    /** An entry is made in memory, some four times over while it grows. */
    static int mostBytes() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 16, 1, MOST_BYTES);
    }

    /**
     * Opens or creates the file; an entry that was torn is cut off, and what lies behind damage with the next entry.
     *
     * @param mostBytes no entry is larger
     * @throws SnapshotException if it is of a newer format; then it stays as it is
     */
    static ShippedChanges open(Path path, int mostBytes, long base, long baseMicros) throws IOException {
        Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
        DurableTrees.create(directory);
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        // Entries in a file that has no name on disk would be gone; and a kill may have left names that were not synced.
        DurableTrees.syncNames(directory);
        DurableTrees.syncNames(Objects.requireNonNull(directory.getParent()));
        long[] last = {base, baseMicros};
        ReplayLog.Ending ending = ReplayLog.scan(path, entry -> {
            last[0] = entry.sequence();
            last[1] = entry.timeMicros();
            return true;
        });
        @Nullable
        Long behind = ending.behind();
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        if (behind != null) {
            LOG.error(
                    "The changes {} are damaged after commit {}, and go on to commit {} and further behind that. What is "
                            + "damaged, and what follows, is shipped as one from the record, if its change log reaches back so far; "
                            + "no restore goes to a commit between. Check the disk of the snapshots",
                    path, last[0], behind);
        }
        try {
            if (behind == null) {
                file.truncate(ending.end());
            }
            file.position(ending.end());
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
        return new ShippedChanges(file, mostBytes, ending.end(), last[0], last[1]);
    }

    /** Number of the last commit that is in it. */
    long sequence() {
        return sequence;
    }

    /**
     * Adds what changed up to a state, synced with the next {@link #force()}. The state is closed before anything is written,
     * since no disk but its own should keep it.
     *
     * @return null; or why the file ends where it does: the change log does not reach back to there, or the index is another
     *         one by now, or more has changed than one entry may hold
     */
    @Nullable
    String append(CommittedState state) throws IOException {
        if (state.sequence() <= sequence) {
            return null;
        }
        if (!state.follows(sequence, timeMicros)) {
            return "its change log no longer reaches back to what was shipped";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0); // The head, once it is known.
        out.writeLong(sequence);
        out.writeLong(state.sequence());
        out.writeLong(state.timeMicros());
        try {
            if (!state.changedSince(sequence, (id, asset) -> {
                write(out, id.realm(), id.body(), asset == null ? null : PackedAsset.encode(asset));
                if (bytes.size() > mostBytes) {
                    throw new EntryTooLargeException();
                }
            })) {
                return "its change log no longer reaches back to what was shipped";
            }
        } catch (EntryTooLargeException large) {
            return "more has changed since than the " + mostBytes + " bytes that are shipped as one";
        }
        long next = state.sequence();
        long nextMicros = state.timeMicros();
        state.close();
        write(bytes.toByteArray());
        sequence = next;
        timeMicros = nextMicros;
        return null;
    }

    /** @param entry with room for its head */
    private void write(byte[] entry) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(entry, HEAD, entry.length - HEAD);
        ByteBuffer whole = ByteBuffer.wrap(entry).putInt(entry.length - HEAD).putInt((int) crc.getValue()).rewind();
        if (file.position() == 0) {
            begin();
        }
        write(whole);
        // Not before: until what closes the gap is there, what is damaged says that there was more.
        file.truncate(file.position());
    }

    /** Its head is on disk before its first entry is. */
    private void begin() throws IOException {
        write(ChangesFormat.head());
        force();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            // Each takes as much memory beside the heap.
            ByteBuffer slice = bytes.slice(bytes.position(), Math.min(SLICE, bytes.remaining()));
            bytes.position(bytes.position() + file.write(slice));
        }
    }

    private static void write(DataOutputStream out, int realm, long body, byte @Nullable [] packed) {
        try {
            out.writeByte(realm);
            out.writeLong(body);
            out.writeInt(packed == null ? -1 : packed.length);
            if (packed != null) {
                out.write(packed);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void force() throws IOException {
        file.force(true);
        synced = file.position();
    }

    boolean isSynced() throws IOException {
        return file.position() <= synced;
    }

    /**
     * Closes it after a failure. What was not synced by then is cut off, to be shipped again: a disk that failed to sync it may
     * have forgotten it, and would not say so a second time.
     */
    void drop() {
        try (file) {
            cut();
        } catch (IOException stays) {
            LOG.debug("What was not synced stays where it is", stays);
        }
    }

    private void cut() throws IOException {
        if (!isSynced()) {
            file.truncate(synced);
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            syncOrCut();
        }
    }

    /** Else whoever opens it next would find whole what the disk may have forgotten. */
    private void syncOrCut() throws IOException {
        try {
            force();
        } catch (IOException unsynced) {
            try {
                cut();
            } catch (IOException stays) {
                unsynced.addSuppressed(stays);
            }
            throw unsynced;
        }
    }

    /** Ends the reading of changes that are too many. */
    private static final class EntryTooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EntryTooLargeException() {
            super("too many changes for one entry");
        }
    }
}
