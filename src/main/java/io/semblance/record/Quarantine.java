package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code quarantine} of a data directory: what a start found damaged, moved there as it was, each in a folder of its
 * own with a note. Nothing in it is ever read as data, changed or deleted by the service, but for the older of two files of
 * one graph, which can be built anew.
 *
 * <p>
 * <b>What is moved, and what stays.</b> Only what was read and is provably not what was written is moved: a record whose
 * form, sum or mark is wrong, a graph file whose checksum is, a mark that contradicts its copy, a thing in {@code indexes/}
 * that is no index. Whatever could not be read or opened stays where it is, because that says nothing of it: no permission,
 * too many open files, an I/O error, no memory for a map, a newer format. Such an index is reported as failed and is tried
 * again at the next start. So is one that cannot be moved, on a full disk for example.
 *
 * <p>
 * A move is two renames within one file system, each made durable: the folder appears with its note, then the damaged thing
 * moves in. A kill between the two leaves a folder without anything but the note, which the next start removes; the damaged
 * thing is then still in its place and is found again. An entry ends when an operator deletes its folder.
 */
public final class Quarantine {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final String FOLDER = "quarantine";
    private static final String ARRIVING = ".arriving-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final Path dataDirectory;
    private final Path folder;
    private final List<QuarantineEntry> entries = new CopyOnWriteArrayList<>();

    private Quarantine(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.folder = dataDirectory.resolve(FOLDER);
    }

    /** Reads what was set aside before, and removes what a kill left of a move; for the one who holds the lock. */
    public static Quarantine open(Path dataDirectory) {
        Quarantine quarantine = new Quarantine(dataDirectory);
        quarantine.entries.addAll(quarantine.read(true));
        return quarantine;
    }

    /** What lies in the quarantine of a data directory; changes nothing. */
    public static List<QuarantineEntry> entries(Path dataDirectory) {
        return new Quarantine(dataDirectory).read(false);
    }

    private List<QuarantineEntry> read(boolean tidy) {
        List<QuarantineEntry> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    QuarantineEntry entry = Files.isDirectory(child) ? QuarantineNote.read(child) : null;
                    if (entry != null && !isEmpty(child)) {
                        found.add(entry);
                    } else if (tidy && (entry != null || child.getFileName().toString().startsWith(ARRIVING))) {
                        removeOrLeave(child);
                    }
                }
            } catch (IOException | RuntimeException unreadable) {
                LOG.warn("The quarantine {} cannot be read as a whole", folder, unreadable);
            }
        }
        found.sort(Comparator.comparing(QuarantineEntry::when));
        return found;
    }

    private static void removeOrLeave(Path empty) {
        try {
            Directories.deleteTree(empty);
        } catch (IOException stays) {
            LOG.warn("{} holds nothing and cannot be removed: {}", empty, stays.toString());
        }
    }

    /** For certain: what cannot be looked into, as another user's, may be all there is of an index. */
    private static boolean isEmpty(Path entry) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(entry)) {
            for (Path file : inside) {
                if (!file.getFileName().toString().startsWith(QuarantineNote.FILE)) {
                    return false;
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.warn("What was set aside in {} cannot be looked at: {}", entry, unreadable.toString());
            return false;
        }
        return true;
    }

    /** What is set aside now, the oldest first; an entry whose folder was deleted is gone at once. */
    public List<QuarantineEntry> entries() {
        return entries.stream().filter(entry -> Files.isDirectory(entry.path())).toList();
    }

    /** The entry that keeps an index from being served: the newest one of its name whose place nobody took; else null. */
    public @Nullable QuarantineEntry ofIndex(String name) {
        return entries().stream().filter(entry -> entry.kind() == QuarantineEntry.Kind.INDEX
                && entry.name().equals(name) && entry.replaced() == null).reduce((older, newer) -> newer).orElse(null);
    }

    /**
     * Moves something here.
     *
     * @param name of what it is, which becomes part of the folder's name
     * @param from the file or folder, in this data directory
     * @param as the name that it has in the folder
     * @throws UncheckedIOException if that cannot be done; it is where it was then
     */
    public synchronized QuarantineEntry take(QuarantineEntry.Kind kind, String name, Path from, String as, String why,
            String toDo) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try {
            Path target = target(TIME.format(now) + "-" + kind.id() + "-" + name.replaceAll("[^A-Za-z0-9._-]", "_"));
            QuarantineEntry entry = new QuarantineEntry(target, kind, name,
                    dataDirectory.relativize(from.toAbsolutePath()).toString(), now, why, toDo, null);
            Path arriving = folder.resolve(ARRIVING + target.getFileName());
            Files.createDirectory(arriving);
            QuarantineNote.write(arriving, entry);
            Directories.rename(arriving, target);
            Directories.rename(from, target.resolve(as));
            Path left = from.toAbsolutePath().getParent();
            Directories.sync(left == null ? dataDirectory : left);
            entries.add(entry);
            LOG.error("Set aside {} in {}: {} {}", entry.what(), target, why, toDo);
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException("the damaged " + from + " cannot be set aside", e);
        }
    }

    private Path target(String id) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            Directories.rename(folder, dataDirectory.resolve(FOLDER + ".stray-" + id));
        }
        Directories.create(folder);
        Path target = folder.resolve(id);
        for (int other = 2; Files.exists(target); other++) {
            target = folder.resolve(id + "~" + other);
        }
        return target;
    }

    /** Deletes what of one graph was set aside before: one file is enough to look at. */
    public synchronized void forgetGraph(String name) {
        for (QuarantineEntry entry : entries()) {
            if (entry.kind() == QuarantineEntry.Kind.GRAPH && entry.name().equals(name)) {
                try {
                    Directories.deleteTree(entry.path());
                    entries.remove(entry);
                } catch (IOException stays) {
                    LOG.warn("{} cannot be removed", entry.path(), stays);
                }
            }
        }
    }

    /** Notes that an index has taken the place of those of this name: from now on they keep nobody from anything. */
    public synchronized void replaced(String index) {
        for (QuarantineEntry entry : entries()) {
            if (entry.kind() == QuarantineEntry.Kind.INDEX && entry.name().equals(index) && entry.replaced() == null) {
                QuarantineEntry noted = entry.replacedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
                try {
                    QuarantineNote.write(entry.path(), noted);
                } catch (IOException e) {
                    LOG.warn("The note of {} cannot be written; it is out of use all the same", entry.path(), e);
                }
                entries.remove(entry);
                entries.add(noted);
            }
        }
    }
}
