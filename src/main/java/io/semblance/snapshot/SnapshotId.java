package io.semblance.snapshot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Name of a snapshot and of its directory: the time of its making in UTC, to the millisecond. Names sort as times do.
 *
 * @param text such as {@code 20261126t012345678z}
 */
public record SnapshotId(String text) implements Comparable<SnapshotId> {

    /** What an id looks like; nothing of it can be a path. */
    public static final String PATTERN = "^[0-9]{8}t[0-9]{9}z$";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmssSSS'z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Refuses what is no id. */
    public SnapshotId {
        if (!isPossible(text)) {
            throw new IllegalArgumentException("a snapshot's id looks like 20261126t012345678z");
        }
    }

    /** Whether a snapshot can have this name. */
    public static boolean isPossible(String text) {
        return COMPILED.matcher(text).matches();
    }

    static SnapshotId of(Instant time) {
        return new SnapshotId(TIME.format(time));
    }

    /** When it was made; null if the name looks like a time and is none. */
    @Nullable
    Instant made() {
        try {
            return TIME.parse(text, Instant::from);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    @Override
    public int compareTo(SnapshotId other) {
        return text.compareTo(other.text);
    }
}
