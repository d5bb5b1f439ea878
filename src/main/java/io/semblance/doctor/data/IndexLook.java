package io.semblance.doctor.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.semblance.asset.backend.audit.DamagedRecordException;
import io.semblance.asset.backend.audit.RecordAudit;
import io.semblance.asset.backend.audit.RecordCounts;
import io.semblance.asset.backend.usearch.SavedEstimates;
import io.semblance.asset.backend.usearch.proposal.SavedGraphs;
import io.semblance.record.OfflineDirectory;
import io.semblance.record.RecordCheck;
import io.semblance.record.RecordDamagedException;
import io.semblance.record.RecordFile;
import io.semblance.record.RecordFormatException;
import io.semblance.record.StoreException;

/** Looks at one index: the form and sum of its record, every value in it, its mark, its graphs. */
final class IndexLook {

    private static final String RESTORE = "Restore its newest snapshot (docs/runbooks/quarantine.md); the next start sets"
            + " these files aside, unchanged.";
    private static final String MARK = "MARK";
    private static final Set<String> KNOWN = Set.of(RecordFile.NAME, "lock.mdb", MARK);
    private static final Set<String> SAVED = Set.of(MARK, SavedEstimates.FILE);
    private static final String TEMPORARY = ".tmp";

    private final OfflineDirectory directory;
    private final String name;
    private final DataDoctor.Mending mending;
    private final List<DataFinding> findings = new ArrayList<>();

    IndexLook(OfflineDirectory directory, String name, DataDoctor.Mending mending) {
        this.directory = directory;
        this.name = name;
        this.mending = mending;
    }

    List<DataFinding> findings() throws IOException {
        String what = "index " + name;
        try {
            RecordCheck.Found found = directory.check(name);
            mark();
            try (RecordFile record = RecordFile.open(directory.index(name))) {
                findings.add(sound(what, found, RecordAudit.counts(record)));
                files(record);
            }
        } catch (RecordDamagedException | DamagedRecordException damaged) {
            findings.add(DataFinding.error(what, String.valueOf(damaged.getMessage()), RESTORE));
        } catch (RecordFormatException other) {
            findings.add(DataFinding.error(what, String.valueOf(other.getMessage()),
                    "Start the version of Semblance that wrote it, or a newer one."));
        } catch (StoreException | IOException unread) {
            findings.add(DataFinding.warning(what, "could not be read, which says nothing of its state: " + unread,
                    "Look at its permissions and the disk."));
        }
        return findings;
    }

    private DataFinding sound(String what, RecordCheck.Found found, RecordCounts counts) throws IOException {
        String text = counts.assets() + " assets, " + counts.units() + " units, " + counts.simprints()
                + " simprints, last commit " + found.sequence() + ", "
                + Files.size(directory.index(name).resolve(RecordFile.NAME)) / (1 << 10) + " KiB";
        return found.summed()
                ? DataFinding.fine(what, text + ": every page, value and the sum of all are sound")
                : DataFinding.information(what, text + ": every page and value is sound; it holds no sum of them yet",
                        "Nothing: the next start of this version adds it.");
    }

    private void mark() throws IOException {
        Path unreadable = directory.unreadableMark(name);
        String what = "mark " + name;
        if (unreadable != null && !mending.mend(what, unreadable)) {
            findings.add(DataFinding.warning(what, unreadable.getFileName() + " is damaged",
                    "Nothing: the next start writes it anew. --repair removes it now."));
        }
    }

    private void files(RecordFile record) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.index(name))) {
            for (Path file : files) {
                String fileName = String.valueOf(file.getFileName());
                if (Files.isDirectory(file)) {
                    foreign(fileName);
                } else if (SavedGraphs.isGraph(file)) {
                    graph(file, record);
                } else if (fileName.equals(SavedEstimates.FILE)) {
                    estimates(file);
                } else if (isTemporary(file)) {
                    leftover(file);
                } else if (!KNOWN.contains(fileName)) {
                    foreign(fileName);
                }
            }
        }
    }

    /** Only what a save writes before it renames it: whatever else ends so is somebody's, such as a copy of the record. */
    private static boolean isTemporary(Path file) {
        String fileName = String.valueOf(file.getFileName());
        if (!fileName.endsWith(TEMPORARY) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String saved = fileName.substring(0, fileName.length() - TEMPORARY.length());
        return SAVED.contains(saved) || SavedGraphs.isGraph(file.resolveSibling(saved));
    }

    private void foreign(String fileName) {
        findings.add(DataFinding.information("file " + name + "/" + fileName, "is none of the service's",
                "See whose it is; the service leaves it alone."));
    }

    private void graph(Path file, RecordFile record) throws IOException {
        String fileName = String.valueOf(file.getFileName());
        String what = "graph " + name + "/" + fileName.substring(0, fileName.length() - ".graph".length());
        String fault = SavedGraphs.fault(file, record);
        if (fault == null) {
            findings.add(DataFinding.fine(what, "is sound and agrees with the record"));
        } else if (!mending.mend(what, file)) {
            findings.add(DataFinding.warning(what, fault,
                    "Nothing: the next start builds it anew. --repair removes it now."));
        }
    }

    private void estimates(Path file) throws IOException {
        String what = "estimates " + name;
        String fault = SavedEstimates.fault(file);
        if (fault == null) {
            findings.add(DataFinding.fine(what, "are sound"));
        } else if (!mending.mend(what, file)) {
            findings.add(DataFinding.warning(what, fault,
                    "Nothing: the next search by evidence makes them anew. --repair removes the file now."));
        }
    }

    private void leftover(Path file) throws IOException {
        String what = "leftover " + name + "/" + file.getFileName();
        if (!mending.mend(what, file)) {
            findings.add(DataFinding.information(what, "is left of a save that was cut",
                    "Nothing: the next save replaces it. --repair removes it now."));
        }
    }
}
