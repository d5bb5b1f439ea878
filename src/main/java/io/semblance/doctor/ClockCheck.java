package io.semblance.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Commits and logs carry times: the clock must be plausible, and must not have gone back. */
final class ClockCheck {

    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final String REMEDY = "Set the clock of the machine, and keep it with NTP (chrony or systemd-timesyncd).";

    private ClockCheck() {
    }

    static Finding clock(Deployment on) throws IOException {
        Path directory = on.directory();
        Instant newest = directory == null || !Files.isDirectory(directory) ? Instant.MIN : newest(directory);
        boolean kept = Files.exists(on.run().resolve("systemd/timesync/synchronized"));
        return of(Instant.now().truncatedTo(ChronoUnit.SECONDS), newest, kept);
    }

    static Finding of(Instant now, Instant newestFile, boolean kept) {
        CheckName check = CheckName.CLOCK;
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            return Finding.error(check, "it is " + now + ", which cannot be", REMEDY);
        }
        if (newestFile.isAfter(now.plus(TOLERANCE))) {
            return Finding.warning(check, "it is " + now + ", and a file of the data directory is of " + newestFile
                    + ": the clock went back", REMEDY);
        }
        return Finding.fine(check, "it is " + now + (kept
                ? ", kept by systemd-timesyncd"
                : "; who keeps it cannot be read here"));
    }

    private static Instant newest(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            Instant newest = Instant.MIN;
            for (Path child : (Iterable<Path>) children::iterator) {
                Instant modified = Files.getLastModifiedTime(child).toInstant();
                newest = modified.isAfter(newest) ? modified : newest;
            }
            return newest;
        }
    }
}
