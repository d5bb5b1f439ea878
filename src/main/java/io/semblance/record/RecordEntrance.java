package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes before LMDB opens a record for writing: its file is checked and compared with its mark. And what the record
 * then still lacks, being new, a copy, or of a version that did without: an identity of its own, the sum, the mark.
 */
final class RecordEntrance {

    private static final Logger LOG = LoggerFactory.getLogger(RecordEntrance.class);

    private final Path directory;
    private final RecordCheck.@Nullable Found found;
    private final @Nullable RecordMark mark;
    private final String identity;

    private RecordEntrance(Path directory, RecordCheck.@Nullable Found found, @Nullable RecordMark mark) {
        this.directory = directory;
        this.found = found;
        this.mark = mark;
        // Without a mark this may be a copy, whose identity the original keeps.
        this.identity = mark == null ? RecordMark.text(RecordMark.newIdentity()) : mark.identity();
    }

    /**
     * Checks the record of a directory.
     *
     * @param create whether it has no file yet
     * @param reading takes what is read for it
     * @throws RecordDamagedException if it is damaged, or not the one that belongs here
     * @throws RecordFormatException if a newer version wrote it
     */
    static RecordEntrance into(Path directory, boolean create, FirstReading reading) throws IOException {
        RecordMark mark = markOf(directory);
        if (create) {
            if (mark != null) {
                throw new RecordDamagedException(directory.resolve(RecordFile.NAME) + " is missing");
            }
            return new RecordEntrance(directory, null, null);
        }
        RecordCheck.Found found = RecordCheck.of(directory, reading);
        if (mark != null) {
            mark.require(directory, found);
        }
        return new RecordEntrance(directory, found, mark);
    }

    private static @Nullable RecordMark markOf(Path directory) throws IOException {
        try {
            return RecordMark.read(directory);
        } catch (RecordMark.UnreadableMarkException damaged) {
            LOG.warn("{} beside {} is damaged and written anew", RecordMark.FILE, directory, damaged);
            return null;
        }
    }

    /** Entries of {@link Table#META} to be put before anything else is written; the sum leaves these out. */
    Map<String, byte[]> missing(byte[] formatKey, int format) {
        Map<String, byte[]> missing = new LinkedHashMap<>();
        if (mark == null) {
            missing.put("record.identity", HexFormat.of().parseHex(identity));
        }
        if (found == null) {
            ContentSum sum = new ContentSum(0);
            sum.add(Table.META, formatKey, ByteBuffer.allocate(Integer.BYTES).putInt(format).array());
            missing.put("record.sum", new StoredSum(0, sum.value()).bytes());
        } else if (!found.summed()) {
            missing.put("record.sum", new StoredSum(found.sequence(), found.sum()).bytes());
        }
        return missing;
    }

    /** Writes the mark, if there is none. A record that is there is served without one too, such as on a full disk. */
    void mark() throws IOException {
        if (mark == null) {
            try {
                new RecordMark(identity, found == null ? 0 : found.sequence()).write(directory);
            } catch (IOException unwritten) {
                if (found == null) {
                    throw unwritten;
                }
                LOG.warn("{} cannot be written beside {}; the next start tries again", RecordMark.FILE, directory,
                        unwritten);
            }
        }
    }

    String identity() {
        return identity;
    }
}
