package io.semblance.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import io.semblance.record.DurableTrees;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot as one stream, read once from front to end: a ZIP file whose entries are the files of the snapshot's directory
 * in this order: {@code manifest.json}, {@code manifest.sha256}, then {@code indexes/NAME/data.mdb} as the manifest lists
 * them ({@link ArchiveWriter}).
 *
 * <p>
 * Nothing in it decides where a byte is written. The manifest comes first, and from then on the next name, its size and
 * hash are known: an entry under any other name ends the reading, so there is no path to escape by and no second entry of
 * one name; one that is longer than stated is cut off before its surplus is written; and since only the entries are read,
 * not the directory at the end of the file, nothing can be a link. For one thread.
 */
public final class SnapshotArchive {

    private static final int MOST_SHOWN = 100;

    private final ZipInputStream zip;
    private final Manifest manifest;

    private SnapshotArchive(ZipInputStream zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Reads the manifest; the stream stays the caller's to close.
     *
     * @throws SnapshotException if it is no such archive, or is damaged
     */
    public static SnapshotArchive read(InputStream in) {
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8);
        byte[] json = bytes(zip, SnapshotFiles.MANIFEST);
        byte[] hash = bytes(zip, SnapshotFiles.MANIFEST_HASH);
        return new SnapshotArchive(zip, ManifestFile.of(json, hash).manifest());
    }

    private static byte[] bytes(ZipInputStream zip, String name) {
        return reading(name, () -> {
            require(zip, name);
            byte[] bytes = zip.readNBytes(ManifestFile.MOST_BYTES + 1);
            if (bytes.length > ManifestFile.MOST_BYTES) {
                throw SnapshotException.damaged("the file " + name + " is larger than " + ManifestFile.MOST_BYTES
                        + " bytes");
            }
            return bytes;
        });
    }

    /** What the snapshot says of itself. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Writes what is wanted of it below a directory, a directory for each index, and checks the rest, all as fast as it
     * comes: the service gives up a reader who takes nothing for 20 seconds, and to look into a large index, or only to sync
     * it, can take longer.
     *
     * @param room asked for each index before a byte of it is written
     */
    ArrivedArchive arriveIn(Path directory, List<String> wanted, BiConsumer<IndexSnapshot, Path> room)
            throws IOException {
        Files.createDirectories(directory);
        for (IndexSnapshot index : manifest.indexes()) {
            if (wanted.contains(index.name())) {
                room.accept(index, directory);
                Path target = Files.createDirectory(directory.resolve(index.name())).resolve(SnapshotFiles.RECORD);
                next(index, () -> Hashes.copyUnsynced(zip, index.file().bytes(), target));
            } else {
                next(index, () -> Hashes.of(zip, index.file().bytes()));
            }
        }
        end();
        return new ArrivedArchive(directory);
    }

    private void next(IndexSnapshot index, Reading<@Nullable String> content) {
        String name = SnapshotFiles.ofIndex(index.name(), SnapshotFiles.RECORD);
        reading(name, () -> {
            require(zip, name);
            String hash = content.read();
            if (hash == null) {
                throw SnapshotException.damaged(name + " has more than the " + index.file().bytes()
                        + " bytes that the manifest states");
            }
            if (!hash.equals(index.file().sha256())) {
                throw SnapshotException.damaged(name + " has not the hash that the manifest states");
            }
            return hash;
        });
    }

    /** Nothing may come after the last index. */
    private void end() {
        reading("the end", () -> {
            ZipEntry surplus = zip.getNextEntry();
            if (surplus != null) {
                throw SnapshotException.damaged(shown(surplus.getName()) + " does not belong to it");
            }
            return zip;
        });
    }

    /**
     * What is wrong with the snapshot in an archive, a clause each that names the file; empty if it is sound. Reading ends
     * at the first file that is damaged.
     *
     * @param scratch directory with room for all indexes, where they are looked into and removed again
     * @throws SnapshotException if the scratch directory cannot be used, or the format is newer
     */
    public List<String> faults(Path scratch) {
        try {
            Path directory = Files.createTempDirectory(scratch, "semblance-verify-");
            try {
                List<String> names = manifest.indexes().stream().map(IndexSnapshot::name).toList();
                arriveIn(directory, names, Room.ON_DISK::requireFor);
                List<String> faults = new ArrayList<>();
                for (IndexSnapshot index : manifest.indexes()) {
                    faults.addAll(SnapshotCheck.recordFaults(directory.resolve(index.name()), index, manifest));
                }
                return faults;
            } finally {
                DurableTrees.delete(directory);
            }
        } catch (SnapshotException found) {
            if (found.isDamaged()) {
                return List.of(found.clause());
            }
            throw found;
        } catch (IOException failed) {
            throw SnapshotException.failed("The directory " + scratch + " cannot be used (" + failed
                    + "). Name another one for scratch files.", failed);
        }
    }

    private static void require(ZipInputStream zip, String name) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
            throw SnapshotException.damaged("the archive ends before " + name);
        }
        if (!entry.getName().equals(name)) {
            throw SnapshotException.damaged("the archive has the entry " + shown(entry.getName()) + " where " + name
                    + " belongs");
        }
    }

    /** What a stranger called an entry, fit for a log line. */
    private static String shown(String name) {
        String cut = name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "..." : name;
        return "'" + cut.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }

    private interface Reading<R extends @Nullable Object> {
        R read() throws IOException;
    }

    private static <R extends @Nullable Object> R reading(String name, Reading<R> reading) {
        try {
            return reading.read();
        } catch (EOFException | ZipException | IllegalArgumentException broken) {
            throw SnapshotException.damaged("the archive is cut or broken at " + name + " (" + broken.getMessage()
                    + ")");
        } catch (IOException failed) {
            throw SnapshotException.failed("The archive could not be read or its files not be written at " + name
                    + " (" + failed + "). Nothing was restored; check the connection and the disk.", failed);
        }
    }
}
