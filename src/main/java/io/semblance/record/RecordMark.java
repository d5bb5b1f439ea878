package io.semblance.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * The file {@code MARK} beside a record: which record lies here, and how far it had come at least. A file that was exchanged
 * for another index's, or for its own of yesterday, is sound in itself; only from outside can one see that it is not the
 * right one. Written when a record is opened, saved and closed; a lost or damaged mark is no harm and is written anew.
 *
 * @param identity of the record, 32 hexadecimal digits
 * @param sequence the record has this commit, if it is the right one
 */
record RecordMark(String identity, long sequence) {

    static final String FILE = "MARK";
    static final byte[] IDENTITY_KEY = Keys.name("record.identity");
    static final int IDENTITY_BYTES = 16;
    private static final String ON_PURPOSE = " (if it was put here on purpose, remove the file " + FILE + " beside it)";

    private static final Pattern TEXT = Pattern
            .compile("(semblance record\nidentity ([0-9a-f]{32})\nsequence (\\d{1,19})\n)check ([0-9a-f]{8})\n");

    static byte[] newIdentity() {
        return HexFormat.of().parseHex(UUID.randomUUID().toString().replace("-", ""));
    }

    static String text(byte[] identity) {
        return HexFormat.of().formatHex(identity);
    }

    /** A number that tells something of a record, by its name, from the same of any other record. */
    static long identity(byte[] own, String name) {
        byte[] key = Keys.name(name);
        return ContentSum.hash(key.length, own, 0, own.length, key, 0, key.length);
    }

    /** The mark beside a record; null if there is none. */
    static @Nullable RecordMark read(Path directory) throws IOException, UnreadableMarkException {
        String text;
        try {
            text = SmallFile.text(directory.resolve(FILE));
        } catch (NoSuchFileException none) {
            return null;
        }
        Matcher mark = TEXT.matcher(text);
        if (!mark.matches() || !check(mark.group(1)).equals(mark.group(4))) {
            throw new UnreadableMarkException();
        }
        return new RecordMark(mark.group(2), Long.parseLong(mark.group(3)));
    }

    void write(Path directory) throws IOException {
        String text = "semblance record\nidentity " + identity + "\nsequence " + sequence + "\n";
        Directories.writeFile(directory.resolve(FILE), text + "check " + check(text) + "\n");
    }

    /** Notes that a record has a commit, if it has a mark. */
    static void advance(Path directory, long sequence) throws IOException {
        try {
            RecordMark before = read(directory);
            if (before != null && before.sequence < sequence) {
                new RecordMark(before.identity, sequence).write(directory);
            }
        } catch (UnreadableMarkException damaged) {
            throw new IOException(damaged);
        }
    }

    /**
     * Compares the record that is here with the one that should be.
     *
     * @throws RecordDamagedException if it is another one, or an older state
     */
    void require(Path directory, RecordCheck.Found found) {
        if (!identity.equals(found.identity())) {
            throw new RecordDamagedException(directory.resolve(RecordFile.NAME)
                    + " is a sound record and not the one that belongs here: it was exchanged for another one's"
                    + ON_PURPOSE);
        }
        if (found.sequence() < sequence) {
            throw new RecordDamagedException(directory.resolve(RecordFile.NAME) + " is older than it should be: it ends"
                    + " with commit " + found.sequence() + ", and commit " + sequence + " was acknowledged"
                    + ON_PURPOSE);
        }
    }

    private static String check(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The file is there and is no mark. */
    static final class UnreadableMarkException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableMarkException() {
            super("the mark of the record is damaged");
        }
    }
}
