package io.semblance.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the small files that say something of larger ones: marks, notes, verdicts. Only so much of one is read as such a file
 * may have, since what lies in its place may be of any length: a record that was exchanged for its mark is longer than
 * memory. The beginning of what is too long passes for no such file, and so counts as damaged.
 */
public final class SmallFile {

    /** Bytes of a mark or a note at most. */
    private static final int MOST = 1 << 16;

    private SmallFile() {
    }

    /**
     * Reads a file, or its beginning.
     *
     * @param most bytes that are read at most
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    static String text(Path file) throws IOException {
        return text(file, StandardCharsets.ISO_8859_1);
    }

    static String text(Path file, Charset charset) throws IOException {
        return new String(bytes(file, MOST), charset);
    }
}
