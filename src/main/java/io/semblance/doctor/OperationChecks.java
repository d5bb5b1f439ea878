package io.semblance.doctor;

import io.semblance.config.SemblanceSettings;
import io.semblance.record.StopNote;
import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.SnapshotAge;
import io.semblance.snapshot.Snapshots;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How the service is run: stopped, debugged, backed up. */
final class OperationChecks {

    private static final List<String> OPEN_DOORS = List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug",
            "-Dcom.sun.management.jmxremote.port");

    /** Nobody said how often snapshots are made. */
    private static final Duration WITHOUT_INTERVAL = Duration.ofDays(2);
    private static final String FOLLOW = "Follow docs/runbooks/restore-drill-failed.md.";

    private OperationChecks() {
    }

    static Finding gracePeriod(Deployment on) throws IOException {
        Path directory = on.directory();
        return ofGracePeriod(on, directory == null ? StopNote.EMPTY : StopNote.read(directory));
    }

    /** The bounds are what the settings allow; the last save tells whether its bound is one. */
    static Finding ofGracePeriod(Deployment on, StopNote last) {
        CheckName check = CheckName.GRACE_PERIOD;
        SemblanceSettings settings = on.settings();
        Duration needed = settings.drain().plus(settings.finishTimeout()).plus(settings.saveTimeout());
        String found = "a stop takes at most " + needed.toSeconds() + " s (drain " + settings.drain().toSeconds()
                + ", finish " + settings.finishTimeout().toSeconds() + ", save " + settings.saveTimeout().toSeconds()
                + (last.saveMillis() < 0
                        ? ")"
                        : String.format(Locale.ROOT, "; the last save took %.1f s)",
                                last.saveMillis() / 1e3));
        long save = settings.saveTimeout().toMillis();
        if (last.state() == StopNote.State.CUT || last.saveMillis() > save / 2) {
            return Finding.warning(check, found,
                    "Set semblance.save-timeout to more than twice the last save, and the orchestrator's grace period with"
                            + " it: a save that is cut loses nothing, and the next start replays more.");
        }
        Duration given = settings.gracePeriod();
        String remedy = "Set terminationGracePeriodSeconds, stop_grace_period or TimeoutStopSec above "
                + needed.toSeconds()
                + " s";
        if (given == null) {
            return Finding.information(check, found, remedy + ", and tell it in semblance.grace-period.");
        }
        return given.compareTo(needed) <= 0
                ? Finding.warning(check, found + ", and it is killed after " + given.toSeconds() + " s",
                        remedy + ". A kill loses nothing acknowledged, and cuts answers short.")
                : Finding.fine(check, found + ", and has " + given.toSeconds() + " s");
    }

    static Finding debugging(Deployment on) {
        return ofDebugging(on, ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static Finding ofDebugging(Deployment on, List<String> jvmArguments) {
        CheckName check = CheckName.DEBUGGING;
        SemblanceSettings settings = on.settings();
        List<String> switched = new ArrayList<>();
        if (settings.demo()) {
            switched.add("semblance.demo=true");
        }
        if (List.of("debug", "trace").contains(settings.logLevel().toLowerCase(Locale.ROOT))) {
            switched.add("semblance.log-level=" + settings.logLevel());
        }
        for (String name : List.of("debug", "trace")) {
            String value = on.spring().getProperty(name);
            if (value != null && !value.equals("false")) {
                switched.add(name);
            }
        }
        if (settings.metrics().open()) {
            switched.add("semblance.metrics.public=true");
        }
        List<String> doors = jvmArguments.stream().filter(word -> OPEN_DOORS.stream().anyMatch(word::startsWith))
                .toList();
        if (!doors.isEmpty()) {
            return Finding.error(check, "Java can be steered from outside: " + String.join(" ", doors),
                    "Start it without; whoever reaches that port runs any code.");
        }
        return switched.isEmpty()
                ? Finding.fine(check, "nothing of it is on")
                : Finding.warning(check, String.join(", ", switched), "Unset it in production.");
    }

    static Finding backup(Deployment on) {
        return ofBackup(on, Instant.now());
    }

    /** A running service tells what it saw last: the disk of the snapshots may hang, and nobody who asks may hang with it. */
    static Finding ofBackup(Deployment on, Instant now) {
        CheckName check = CheckName.BACKUP;
        Path directory = on.settings().snapshots().directory();
        if (on.directory() == null || directory == null) {
            return Finding.information(check, "no backup is known: no snapshots are made",
                    "Set semblance.snapshots.directory and semblance.snapshots.interval "
                            + "(docs/how-to/back-up-and-restore.md), or export every index regularly.");
        }
        Running running = on.running();
        if (running != null) {
            Snapshots.Seen seen = running.snapshots().get();
            return seen == null
                    ? Finding.information(check, directory + " has not answered yet", "Ask again in a minute.")
                    : ofSeen(on, seen,
                            directory + " holds no snapshot that was read back and is sound, or cannot be read",
                            now);
        }
        try {
            return ofSeen(on, new Snapshots.Seen(SnapshotAge.newestSound(directory, now), SnapshotAge.oldest(directory),
                    DrillLog.read(directory)),
                    directory + " holds no snapshot that was read back and is sound", now);
        } catch (IOException unreadable) {
            return Finding.warning(check, "the directory of the snapshots cannot be read: " + unreadable,
                    "Check semblance.snapshots.directory, its disk and its permissions.");
        }
    }

    private static Finding ofSeen(Deployment on, Snapshots.Seen seen, String none, Instant now) {
        CheckName check = CheckName.BACKUP;
        Duration interval = on.settings().snapshots().interval();
        Duration most = interval == null ? WITHOUT_INTERVAL : interval.multipliedBy(2);
        Instant newest = seen.newestSound();
        if (newest == null) {
            return Finding.warning(check, none, "Make one: POST /snapshots, or bin/semblance snapshot.");
        }
        String found = "the newest sound snapshot was made " + newest;
        return newest.plus(most).isBefore(now)
                ? Finding.warning(check, found + ", longer ago than " + most.toHours() + " h",
                        "Make one, and look into the log why none was made.")
                : ofDrills(check, found, seen, on.settings().snapshots().drillWithin(), now);
    }

    /** A backup that nobody has restored is a hope. */
    private static Finding ofDrills(CheckName check, String found, Snapshots.Seen seen, @Nullable Duration within,
            Instant now) {
        DrillLog drills = seen.drills();
        if (drills != null && !drills.last().succeeded()) {
            return Finding.warning(check, "the last restore drill failed " + drills.last().ended() + ": "
                    + String.join("; ", drills.last().faults()), FOLLOW);
        }
        String drilled = drills == null
                ? "no restore drill was reported"
                : "the last restore drill succeeded " + drills.last().ended();
        Instant from = drills == null ? seen.oldest() : drills.lastSucceeded();
        return within != null && from != null && from.plus(within).isBefore(now)
                ? Finding.warning(check, drilled + ", and one is expected within " + within.toHours() + " h", FOLLOW)
                : Finding.fine(check, found + "; " + drilled + (drills == null ? " (bin/semblance drill)" : ""));
    }
}
