package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.IndexRecords;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.audit.RecordAudit;
import io.semblance.asset.backend.audit.Witnesses;
import io.semblance.record.DurableTrees;
import io.semblance.record.RecordFile;

/** Makes a snapshot: the records are copied first, one after the other, and then described from their copies. */
final class SnapshotCreation {

    private final IndexRecords records;
    private final Scoring scoring;
    private final String version;

    SnapshotCreation(IndexRecords records, Scoring scoring, String version) {
        this.records = records;
        this.scoring = scoring;
        this.version = version;
    }

    /**
     * Fills an empty directory; what it holds is synced when this returns.
     *
     * @return the indexes that were not there
     */
    List<String> fill(Path directory, List<String> names, Instant created) throws IOException {
        Path indexes = Files.createDirectory(directory.resolve(SnapshotFiles.INDEXES));
        List<String> missing = new ArrayList<>();
        List<String> copied = new ArrayList<>();
        for (String name : names) {
            Path target = Files.createDirectory(indexes.resolve(name));
            if (records.copy(name, target)) {
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
                scoring.threshold(), scoring.exponent(), described));
        DurableTrees.sync(directory);
        return missing;
    }

    private IndexSnapshot describe(String name, Path directory) throws IOException {
        Path file = directory.resolve(SnapshotFiles.RECORD);
        SnapshotFile described = new SnapshotFile(SnapshotFiles.RECORD, Files.size(file), Hashes.of(file));
        try (RecordFile record = RecordFile.open(directory)) {
            return new IndexSnapshot(name, record.sequence(), time(record), RecordAudit.counts(record), described,
                    Witnesses.sample(record, IndexSnapshot.WITNESSES, scoring));
        } catch (UncheckedIOException unreadable) {
            throw new IOException("the copy of index " + name + " cannot be read", unreadable);
        }
    }

    static Instant time(RecordFile record) {
        long micros = record.timeMicros();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
