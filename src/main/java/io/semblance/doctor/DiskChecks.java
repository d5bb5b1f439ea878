package io.semblance.doctor;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DirectoryInspection;
import io.semblance.record.RecordOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The disk below the data directory. */
final class DiskChecks {

    /** A durable write waits for two syncs, so that beyond this a writer alone gets fewer than 25 writes a second. */
    private static final Duration SLOW = Duration.ofMillis(20);
    private static final long LITTLE = Sizes.GIB;
    /** Too few to order a disk in and to move to it. */
    private static final double FEW_DAYS = 7;
    private static final double MANY_DAYS = 3_650;

    private DiskChecks() {
    }

    static Finding fileSystem(Deployment on) throws IOException {
        CheckName check = CheckName.FILE_SYSTEM;
        DirectoryLook look = on.look();
        if (look == null) {
            return Finding.fine(check, "none is needed in memory");
        }
        Path existing = DirectoryInspection.nearest(look.directory());
        String type = Files.getFileStore(existing).type();
        try {
            look.seen();
        } catch (DataDirectoryException refused) {
            return Finding.error(check, type + ": " + refused.problem(), refused.action());
        }
        if (!Files.isWritable(existing)) {
            return Finding.information(check, type + ", not tried, since it cannot be written", "");
        }
        try {
            Probe.mapAndLock(existing);
            return Finding.fine(check, type + " maps and locks files");
        } catch (IOException failed) {
            return Finding.error(check, type + " cannot map or lock a file: " + failed.getMessage(),
                    "Use a local disk or a block device with ext4 or xfs.");
        }
    }

    static Finding syncLatency(Deployment on) throws IOException {
        CheckName check = CheckName.SYNC_LATENCY;
        Path directory = on.directory();
        if (directory == null) {
            return Finding.fine(check, "nothing is synced in memory");
        }
        Path existing = DirectoryInspection.nearest(directory);
        if (!Files.isWritable(existing)) {
            return Finding.information(check, "not measured, since " + existing + " cannot be written", "");
        }
        return ofSync(Probe.medianSync(existing));
    }

    static Finding ofSync(Duration median) {
        String found = "a write of 4 KiB is on the disk after " + median.toNanos() / 1_000 + " us (median)";
        return median.compareTo(SLOW) > 0
                ? Finding.warning(CheckName.SYNC_LATENCY, found,
                        "Use a local SSD, or a volume with more operations a second; batches hide a part of it.")
                : Finding.fine(CheckName.SYNC_LATENCY, found);
    }

    static Finding freeSpace(Deployment on) throws IOException {
        DirectoryLook look = on.look();
        if (look == null) {
            return Finding.fine(CheckName.FREE_SPACE, "none is needed in memory");
        }
        long usable = Files.getFileStore(DirectoryInspection.nearest(look.directory())).getUsableSpace();
        try {
            return ofSpace(usable, look.seen().bytes(), on.running());
        } catch (DataDirectoryException refused) {
            return ofSpace(usable, 0, on.running());
        }
    }

    /** Below the reserve nothing is written any more; growth that is not known is taken to need a quarter of what is there. */
    static Finding ofSpace(long usable, long data, @Nullable Running running) {
        CheckName check = CheckName.FREE_SPACE;
        long reserve = RecordOptions.defaults().reserveBytes();
        String found = Sizes.text(usable) + " free, " + Sizes.text(data) + " of records, " + Sizes.text(reserve)
                + " in reserve";
        String remedy = "Enlarge the volume, or make room on it; bin/semblance estimate says what growth needs.";
        if (usable < reserve) {
            return Finding.error(check, found + ": writes are refused", remedy);
        }
        Optional<DataGrowth.Rate> rate = running == null ? Optional.empty() : running.growth().rate();
        double days = rate.map(one -> one.days(usable - reserve)).orElse(Double.POSITIVE_INFINITY);
        String all = found + "; " + rate.map(one -> grown(one, days)).orElse(running == null
                ? "growth is not measured without a running service"
                : "growth is told once it was measured for an hour");
        return usable < reserve + Math.max(LITTLE, data / 4) || days < FEW_DAYS
                ? Finding.warning(check, all, remedy)
                : Finding.fine(check, all);
    }

    private static String grown(DataGrowth.Rate rate, double days) {
        String time = String.format(Locale.ROOT, " in the last %.1f h", rate.time().toMinutes() / 60.0);
        return rate.bytes() <= 0
                ? "the records did not grow" + time
                : "the records grew by " + Sizes.text(rate.bytes()) + time
                        + ", at which rate the reserve is reached in "
                        + (days > MANY_DAYS
                                ? "more than ten years"
                                : String.format(Locale.ROOT, "%.1f days", days));
    }
}
