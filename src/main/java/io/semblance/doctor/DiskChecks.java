package io.semblance.doctor;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DirectoryInspection;
import io.semblance.record.RecordOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The disk below the data directory. */
final class DiskChecks {

    /** A durable write waits for two syncs, so that beyond this a writer alone gets fewer than 25 writes a second. */
    private static final Duration SLOW = Duration.ofMillis(20);
    private static final long LITTLE = Sizes.GIB;

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
            return ofSpace(usable, look.seen().bytes());
        } catch (DataDirectoryException refused) {
            return ofSpace(usable, 0);
        }
    }

    /** Below the reserve nothing is written any more; growth is taken to need a quarter of what is there. */
    static Finding ofSpace(long usable, long data) {
        CheckName check = CheckName.FREE_SPACE;
        long reserve = RecordOptions.defaults().reserveBytes();
        String found = Sizes.text(usable) + " free, " + Sizes.text(data) + " of records, " + Sizes.text(reserve)
                + " in reserve";
        String remedy = "Enlarge the volume, or make room on it; bin/semblance estimate says what growth needs.";
        if (usable < reserve) {
            return Finding.error(check, found + ": writes are refused", remedy);
        }
        return usable < reserve + Math.max(LITTLE, data / 4)
                ? Finding.warning(check, found, remedy)
                : Finding.fine(check, found);
    }
}
