package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.semblance.asset.backend.audit.DamagedRecordException;
import io.semblance.asset.backend.audit.RecordAudit;
import io.semblance.asset.backend.audit.SimprintWitness;
import io.semblance.asset.backend.audit.SimprintWitnesses;
import io.semblance.asset.backend.audit.Witness;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.asset.backend.audit.Witnesses;
import io.semblance.record.RecordCheck;
import io.semblance.record.RecordFile;
import io.semblance.record.StoreException;
import io.semblance.record.StoreFailedException;

import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot back from where it lies, and changes nothing. In this order, so that LMDB maps no file that is not the
 * one that was written: the manifest, the names of all files, their sizes, their hashes; then the form and the sum of each
 * record, which no LMDB is needed for; then every value in it, how much it holds, and its witness answers, computed anew.
 *
 * <p>
 * What a disk cannot give back is as good as damaged. What cannot be read for any other reason (no permission, a server that
 * is away, too many open files) says nothing of the snapshot, and there is no verdict then.
 */
public final class SnapshotCheck {

    /** Whoever has found so many faults needs no more. */
    private static final int MOST_FAULTS = 100;

    /** What the C library calls EIO, which Java passes on in its words. */
    private static final String LOST = "Input/output error";

    /** A verdict whose writing was cut short; harmless. */
    private static final String CUT = SnapshotFiles.VERIFIED + ".tmp";

    private final Path snapshot;
    private final Manifest manifest;
    private final List<String> faults = new ArrayList<>();

    private SnapshotCheck(Path snapshot, Manifest manifest) {
        this.snapshot = snapshot;
        this.manifest = manifest;
    }

    /**
     * What is wrong with a snapshot, a clause each that names the file; empty if it is sound.
     *
     * @throws SnapshotException if the manifest is damaged or of a newer format, or a file cannot be read for now
     */
    public static List<String> faults(Path snapshot) {
        return faults(snapshot, ManifestFile.read(snapshot).manifest());
    }

    static List<String> faults(Path snapshot, Manifest manifest) {
        SnapshotCheck check = new SnapshotCheck(snapshot, manifest);
        check.names();
        for (IndexSnapshot index : manifest.indexes()) {
            check.index(index);
        }
        return check.faults.size() > MOST_FAULTS ? check.faults.subList(0, MOST_FAULTS) : check.faults;
    }

    private void names() {
        Set<String> expected = expected();
        try (Stream<Path> found = Files.walk(snapshot)) {
            found.filter(path -> !path.equals(snapshot)).forEach(path -> name(path, expected));
        } catch (IOException | UncheckedIOException unreadable) {
            faults.add(lost("its directory", unreadable));
        }
    }

    private Set<String> expected() {
        Set<String> names = new HashSet<>(Set.of(SnapshotFiles.MANIFEST, SnapshotFiles.MANIFEST_HASH,
                SnapshotFiles.VERIFIED, CUT, SnapshotFiles.INDEXES));
        for (IndexSnapshot index : manifest.indexes()) {
            names.add(SnapshotFiles.INDEXES + "/" + index.name());
            names.add(SnapshotFiles.ofIndex(index.name(), index.file().name()));
        }
        return names;
    }

    private void name(Path path, Set<String> expected) {
        String name = snapshot.relativize(path).toString().replace('\\', '/');
        if (Files.isSymbolicLink(path)) {
            faults.add(name + " is a symbolic link");
        } else if (!expected.contains(name)) {
            faults.add(name + " does not belong to it");
        }
    }

    private void index(IndexSnapshot index) {
        Path directory = snapshot.resolve(SnapshotFiles.INDEXES).resolve(index.name());
        String fault = fileFault(snapshot, index);
        if (fault != null) {
            faults.add(fault);
        } else {
            faults.addAll(recordFaults(directory, index, manifest));
        }
    }

    private static @Nullable String fileFault(Path snapshot, IndexSnapshot index) {
        String name = SnapshotFiles.ofIndex(index.name(), index.file().name());
        try {
            String fault = Standing.fault(snapshot, index);
            if (fault != null) {
                return fault;
            }
            return Hashes.of(snapshot.resolve(name)).equals(index.file().sha256())
                    ? null
                    : name + " has not the hash that the manifest states";
        } catch (IOException unreadable) {
            return lost(name, unreadable);
        }
    }

    /** A clause for what the disk has lost; anything else is no verdict. */
    private static String lost(String what, Exception unreadable) {
        if (String.valueOf(unreadable).contains(LOST) || String.valueOf(unreadable.getCause()).contains(LOST)) {
            return what + " cannot be read (" + unreadable + ")";
        }
        throw SnapshotException.failed("The snapshot could not be checked, which says nothing of it: " + what
                + " cannot be read at this moment (" + unreadable
                + "). Check the disk and its permissions, and repeat.",
                unreadable);
    }

    /**
     * What is wrong with a record whose file is the one that was written. That hash says nothing of whether it was sound when
     * it was written, and LMDB ends the process over a page that is not, so it is read without LMDB before.
     */
    static List<String> recordFaults(Path directory, IndexSnapshot index, Manifest manifest) {
        String name = SnapshotFiles.ofIndex(index.name(), index.file().name());
        try {
            RecordCheck.of(directory);
            return contentFaults(directory, index, manifest);
        } catch (IOException | UncheckedIOException | StoreFailedException unreadable) {
            return List.of(lost(name, unreadable));
        } catch (StoreException | DamagedRecordException | IllegalArgumentException damaged) {
            return List.of(name + ": " + damaged.getMessage());
        }
    }

    private static List<String> contentFaults(Path directory, IndexSnapshot index, Manifest manifest) {
        String name = SnapshotFiles.ofIndex(index.name(), index.file().name());
        List<String> faults = new ArrayList<>();
        try (RecordFile record = RecordFile.open(directory)) {
            differ(faults, name + ": the sequence number", index.sequence(), record.sequence());
            differ(faults, name + ": the time of the last commit", index.committed(), SnapshotCreation.time(record));
            differ(faults, name + ": what it holds", index.counts(), RecordAudit.counts(record));
            WitnessRules rules = manifest.rules();
            List<Witness> now = Witnesses.again(record, index.witnesses(), rules.units());
            for (int i = 0; i < now.size(); i++) {
                differ(faults, name + ": the witness answer for " + now.get(i).asset(), index.witnesses().get(i),
                        now.get(i));
            }
            List<SimprintWitness> parts = SimprintWitnesses.again(record, index.simprintWitnesses(),
                    rules.simprintThreshold());
            for (int i = 0; i < parts.size(); i++) {
                differ(faults, name + ": the witness answer for parts of " + parts.get(i).asset(),
                        index.simprintWitnesses().get(i), parts.get(i));
            }
        }
        return faults;
    }

    private static void differ(List<String> faults, String what, Object stated, Object found) {
        if (!stated.equals(found)) {
            faults.add(what + " is not as the manifest states: " + found + " instead of " + stated);
        }
    }
}
