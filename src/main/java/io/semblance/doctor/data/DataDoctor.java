package io.semblance.doctor.data;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DurableTrees;
import io.semblance.record.OfflineDirectory;
import io.semblance.record.Quarantine;
import io.semblance.record.QuarantineEntry;
import io.semblance.record.RecordOptions;

/**
 * Looks at a data directory that no service has open, as a whole: what holds it, its disk, its marks, every index with every
 * record and every graph, what was set aside, what has no business there. While a process holds the directory, only what no
 * writer changes is looked at.
 *
 * <p>
 * A repair touches only what is derived or left over, and nothing while somebody else holds the directory: graph files that
 * must not be used and marks of records that cannot be read are removed, since the next start makes them anew; so are
 * temporary files, and what a kill left of an index that was being created or deleted. A record is never touched.
 */
public final class DataDoctor {

    private final OfflineDirectory directory;
    private final boolean repair;
    private final List<DataFinding> findings = new ArrayList<>();

    private DataDoctor(OfflineDirectory directory, boolean repair) {
        this.directory = directory;
        this.repair = repair;
    }

    /**
     * Looks, and repairs if asked to.
     *
     * @throws io.semblance.record.DataDirectoryException if it is no data directory
     */
    public static List<DataFinding> findings(Path directory, boolean repair) throws IOException {
        try (OfflineDirectory opened = OfflineDirectory.open(directory)) {
            return new DataDoctor(opened, repair).look();
        }
    }

    private List<DataFinding> look() throws IOException {
        lock();
        disk();
        restore();
        marks();
        strays();
        if (directory.holder() == null) {
            for (String name : directory.indexes()) {
                findings.addAll(new IndexLook(directory, name, this::mend).findings());
            }
        }
        quarantine();
        return findings;
    }

    private void lock() {
        String holder = directory.holder();
        if (holder == null) {
            findings.add(directory.isLocked()
                    ? DataFinding.fine("lock", "nobody holds " + directory.path())
                    : DataFinding.information("lock", directory.path() + " cannot be written, so it is not locked",
                            "Make sure that no service uses it meanwhile."));
        } else {
            findings.add(
                    DataFinding.information("lock", "held by " + holder + ": its records and graphs are not looked at",
                            "Ask the service itself, at /actuator/doctor?data=true, or stop it first."));
        }
    }

    private void disk() throws IOException {
        FileStore store = Files.getFileStore(directory.path());
        long free = store.getUsableSpace();
        String found = free / (1 << 20) + " MiB of " + store.getTotalSpace() / (1 << 20) + " MiB are free on "
                + store.type();
        findings.add(free < RecordOptions.defaults().reserveBytes()
                ? DataFinding.warning("disk", found, "Free some: with less than the reserve, writes are refused.")
                : DataFinding.fine("disk", found));
    }

    private void restore() {
        DataDirectoryException unfinished = directory.unfinishedRestore();
        if (unfinished != null) {
            findings.add(DataFinding.error("restore", unfinished.problem().replaceFirst("\\.$", ""),
                    unfinished.action()));
        }
    }

    private void marks() throws IOException {
        List<String> faults = directory.markFaults();
        findings.add(faults.isEmpty()
                ? DataFinding.fine("marks", "format and backend are marked")
                : DataFinding.warning("marks", String.join(" ", faults),
                        "Start the service: it sets a damaged mark aside and writes it anew, or says why it does not start."));
    }

    private void strays() throws IOException {
        for (Path leftover : directory.leftovers()) {
            String what = "leftover " + leftover.getFileName();
            if (!mend(what, leftover)) {
                findings.add(DataFinding.information(what, "is left of an index that was being created or deleted",
                        "Nothing: the next start removes it."));
            }
        }
        for (Path stray : directory.strays()) {
            findings.add(DataFinding.warning("stray " + stray.getFileName(), "lies where the indexes are, and is none",
                    "See whose it is; the next start sets it aside."));
        }
        for (Path temporary : directory.temporaries()) {
            if (Files.isDirectory(temporary)) {
                foreign(temporary);
                continue;
            }
            String what = "leftover " + temporary.getFileName();
            if (!mend(what, temporary)) {
                findings.add(DataFinding.information(what, "is left of a start or a stop that was cut",
                        "Nothing: it is never read. --repair removes it now."));
            }
        }
        for (Path other : directory.others()) {
            foreign(other);
        }
    }

    private void foreign(Path other) {
        findings.add(DataFinding.information("file " + other.getFileName(), "is none of the service's",
                "See whose it is; the service leaves it alone."));
    }

    private void quarantine() {
        for (QuarantineEntry entry : Quarantine.entries(directory.path())) {
            findings.add(DataFinding.warning("quarantine " + entry.id(), entry.what() + ": " + entry.why(),
                    entry.toDo()));
        }
    }

    /** Removes something that is derived or left over, if that was asked for; false if it was not. */
    private boolean mend(String what, Path derived) throws IOException {
        if (!repair || !directory.isLocked()) {
            return false;
        }
        if (Files.isDirectory(derived)) {
            DurableTrees.delete(derived);
        } else {
            Files.delete(derived);
        }
        findings.add(DataFinding.information(what, String.format(Locale.ROOT, "repaired: %s was removed",
                directory.path().relativize(derived)), ""));
        return true;
    }

    /** Mends what is derived. */
    @FunctionalInterface
    interface Mending {

        /** Removes it and says so; false if no repair is asked for. */
        boolean mend(String what, Path derived) throws IOException;
    }
}
