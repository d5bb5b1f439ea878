package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * {@code WHY.txt}, for people and for the next start: lines of {@code name: value}. Should it be damaged itself, the name of
 * the folder still says what lies in it.
 */
final class QuarantineNote {

    static final String FILE = "WHY.txt";

    private static final String PREFACE = "Semblance has set this aside and does not use it. Nothing in it was changed.";
    private static final Pattern LINE = Pattern.compile("([a-z]+(?: [a-z]+)?): +(.*)");
    private static final Pattern FOLDER = Pattern.compile("\\d{8}T\\d{9}Z-([a-z]+)-(.+?)(?:~\\d+)?");

    private QuarantineNote() {
    }

    static void write(Path folder, QuarantineEntry entry) throws IOException {
        Directories.writeFile(folder.resolve(FILE), PREFACE + "\n\n" + line("what", entry.what())
                + line("from", entry.from()) + line("when", entry.when().toString()) + line("why", entry.why())
                + line("to do", entry.toDo())
                + (entry.replaced() == null ? "" : line("replaced", entry.replaced().toString())));
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-8s %s%n", name + ":", value.replaceAll("\\p{Cntrl}+", " "));
    }

    /** Reads what lies in a folder; null if the folder is none of ours. */
    static @Nullable QuarantineEntry read(Path folder) throws IOException {
        Matcher named = FOLDER.matcher(String.valueOf(folder.getFileName()));
        if (!named.matches()) {
            return null;
        }
        QuarantineEntry.Kind kind = kind(named.group(1));
        Map<String, String> lines = lines(folder.resolve(FILE));
        String name = named.group(2);
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        return new QuarantineEntry(folder, kind, name, lines.getOrDefault("from", "unknown"),
                time(lines.get("when"), changed),
                lines.getOrDefault("why", "It was found damaged; the note that says how cannot be read."),
                lines.getOrDefault("to do", "Look into docs/runbooks/quarantine.md."),
                lines.containsKey("replaced") ? time(lines.get("replaced"), changed) : null);
    }

    private static QuarantineEntry.Kind kind(String word) {
        for (QuarantineEntry.Kind kind : QuarantineEntry.Kind.values()) {
            if (kind.id().equals(word)) {
                return kind;
            }
        }
        return QuarantineEntry.Kind.STRAY;
    }

    private static Map<String, String> lines(Path file) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            try {
                SmallFile.text(file, StandardCharsets.UTF_8).lines().map(LINE::matcher).filter(Matcher::matches)
                        .forEach(line -> lines.put(line.group(1), line.group(2)));
            } catch (IOException | UncheckedIOException unreadable) {
                lines.clear();
            }
        }
        return lines;
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException damaged) {
            return otherwise;
        }
    }
}
