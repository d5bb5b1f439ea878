package io.semblance.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * A copy of the marks {@code FORMAT} and {@code BACKEND}, with a checksum, in {@code MARKS}. A single letter decides
 * there whether a directory is opened at all; with the copy a damaged mark is told from one that really says something else.
 * A version that changes the format writes both.
 *
 * @param format what {@code FORMAT} says
 * @param backend what {@code BACKEND} says
 */
record DirectoryMarks(String format, String backend) {

    static final String FILE = "MARKS";

    private static final Pattern TEXT = Pattern
            .compile("(format (semblance \\d{1,9})\nbackend ([a-z]{1,32})\n)check ([0-9a-f]{8})\n");

    /** The copy, also where it was exchanged for a mark; null if there is none that can be trusted. */
    static @Nullable DirectoryMarks read(Path dataDirectory) throws IOException {
        for (String name : List.of(FILE, DirectoryChecks.FORMAT_FILE, OwnerMark.FILE)) {
            DirectoryMarks copy = readFile(dataDirectory.resolve(name));
            if (copy != null) {
                return copy;
            }
        }
        return null;
    }

    private static @Nullable DirectoryMarks readFile(Path file) throws IOException {
        Matcher marks = TEXT.matcher(text(file));
        return marks.matches() && check(marks.group(1)).equals(marks.group(4))
                ? new DirectoryMarks(marks.group(2), marks.group(3))
                : null;
    }

    /** Writes the copy, unless it says the same already. */
    void write(Path dataDirectory) throws IOException {
        if (!equals(readFile(dataDirectory.resolve(FILE)))) {
            String text = "format " + format + "\nbackend " + backend + "\n";
            Directories.writeFile(dataDirectory.resolve(FILE),
                    text + "check " + check(text) + "\n");
        }
    }

    /** Sets aside marks that contradict their copy, and writes them anew. */
    static void heal(Path dataDirectory, Quarantine quarantine) throws IOException {
        DirectoryMarks copy = read(dataDirectory);
        if (copy != null) {
            heal(dataDirectory, DirectoryChecks.FORMAT_FILE, copy.format, quarantine);
            heal(dataDirectory, OwnerMark.FILE, copy.backend, quarantine);
        }
    }

    /** Which marks do not say what this copy says. */
    List<String> contradictions(Path dataDirectory) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> mark : Map.of(DirectoryChecks.FORMAT_FILE, format, OwnerMark.FILE, backend)
                .entrySet()) {
            if (!text(dataDirectory.resolve(mark.getKey())).strip().equals(mark.getValue())) {
                found.add("The mark " + mark.getKey() + " does not say '" + mark.getValue() + "', as its copy in "
                        + FILE + " does.");
            }
        }
        return found;
    }

    private static void heal(Path dataDirectory, String name, String text, Quarantine quarantine) throws IOException {
        Path file = dataDirectory.resolve(name);
        if (Files.exists(file)) {
            if (Files.isRegularFile(file) && text(file).strip().equals(text)) {
                return;
            }
            quarantine.take(QuarantineEntry.Kind.MARK, name, file, name,
                    "The mark " + name + " does not say '" + text + "', as its copy in " + FILE + " does.",
                    "Nothing: it was written anew from the copy. Check the disk, then delete this folder.");
        }
        Directories.writeFile(file, text + "\n");
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? SmallFile.text(file) : "";
    }

    private static String check(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
