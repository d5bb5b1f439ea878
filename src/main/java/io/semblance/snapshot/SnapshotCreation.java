package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.audit.DamagedRecordException;
import io.semblance.asset.backend.audit.RecordAudit;
import io.semblance.asset.backend.audit.SimprintWitnesses;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.asset.backend.audit.Witnesses;
import io.semblance.record.CopyEndedException;
import io.semblance.record.DurableTrees;
import io.semblance.record.RecordCheck;
import io.semblance.record.RecordDamagedException;
import io.semblance.record.RecordFile;

/** Makes a snapshot: the records are copied first, one after the other, and then described from their copies. */
final class SnapshotCreation {

    private final IndexRecords records;
    private final WitnessRules rules;
    private final String version;

    SnapshotCreation(IndexRecords records, WitnessRules rules, String version) {
        this.records = records;
        this.rules = rules;
        this.version = version;
    }

    /**
     * Fills an empty directory; what it holds is synced when this returns.
     *
     * @param complete whether these are all indexes
     * @return the indexes that were not there
     */
    List<String> fill(Path directory, List<String> names, boolean complete, Instant created) throws IOException {
        Path indexes = Files.createDirectory(directory.resolve(SnapshotFiles.INDEXES));
        List<String> missing = new ArrayList<>();
        List<String> copied = new ArrayList<>();
        for (String name : names) {
            Path target = Files.createDirectory(indexes.resolve(name));
            if (copy(name, target)) {
                copied.add(name);
            } else {
                Files.delete(target);
                missing.add(name);
            }
        }
        List<IndexSnapshot> described = new ArrayList<>();
        for (String name : copied) {
            described.add(describe(name, indexes.resolve(name)));
        }
        ManifestFile.write(directory, new Manifest(Manifest.FORMAT, version, created, records.backend(),
                rules.units().threshold(), rules.units().exponent(), rules.simprintThreshold(), complete, described));
        DurableTrees.sync(directory);
        return missing;
    }

    private boolean copy(String name, Path target) throws IOException {
        try {
            return records.copy(name, target);
        } catch (RecordDamagedException damaged) {
            throw damaged(name, damaged);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof CopyEndedException ended) {
                throw SnapshotException.failed("The copy of index '" + name + "' was given up: " + ended.getMessage()
                        + ". No snapshot was made; make it again later.", ended);
            }
            throw new IOException(failed.getMessage() + ": " + failed.getCause(), failed);
        }
    }

    private static SnapshotException damaged(String name, RuntimeException damaged) {
        return SnapshotException.failed("Index '" + name + "' is damaged, and no snapshot was made of it: "
                + damaged.getMessage() + ". Look at its disk, and restart: the start sets it aside and serves the "
                + "others.", damaged);
    }

    private IndexSnapshot describe(String name, Path directory) throws IOException {
        Path file = directory.resolve(SnapshotFiles.RECORD);
        SnapshotFile described = new SnapshotFile(SnapshotFiles.RECORD, Files.size(file), Hashes.of(file));
        try {
            RecordCheck.of(directory);
            return describe(name, directory, described);
        } catch (RecordDamagedException | DamagedRecordException damaged) {
            throw damaged(name, damaged);
        } catch (UncheckedIOException unreadable) {
            throw new IOException("the copy of index " + name + " cannot be read", unreadable);
        }
    }

    private IndexSnapshot describe(String name, Path directory, SnapshotFile described) {
        try (RecordFile record = RecordFile.open(directory)) {
            return new IndexSnapshot(name, record.sequence(), time(record), RecordAudit.counts(record), described,
                    Witnesses.sample(record, IndexSnapshot.WITNESSES, rules.units()), SimprintWitnesses.sample(record,
                            IndexSnapshot.SIMPRINT_WITNESSES, rules.simprintThreshold()));
        }
    }

    static Instant time(RecordFile record) {
        long micros = record.timeMicros();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
