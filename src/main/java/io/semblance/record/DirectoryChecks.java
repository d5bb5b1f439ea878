package io.semblance.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a directory must be before data is entrusted to it; each check refuses in two sentences. */
final class DirectoryChecks {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryChecks.class);

    /** Version of the directory's layout. */
    static final int FORMAT = 1;

    static final String FORMAT_FILE = "FORMAT";
    private static final Pattern FORMAT_LINE = Pattern.compile("semblance (\\d{1,9})\\s*");

    /** Over a network neither locks nor memory maps are dependable, and LMDB needs both. */
    private static final Set<String> NETWORK = Set.of("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p",
            "afs",
            "afpfs", "webdav", "ceph", "glusterfs", "lustre", "beegfs", "gpfs", "ncpfs", "fuse.sshfs", "fuse.ceph",
            "fuse.ceph-fuse", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.gcsfuse", "fuse.goofys",
            "fuse.mount-s3", "fuse.blobfuse", "fuse.blobfuse2", "fuse.juicefs", "fuse.davfs", "fuse.curlftpfs",
            "fuse.smbnetfs", "fuse.moosefs", "fuse.mfs", "fuse.seaweedfs", "fuse.jfs");

    private DirectoryChecks() {
    }

    /** The directory's real path; a missing one is created. */
    static Path existing(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new DataDirectoryException("The data directory " + directory + " is a file.",
                    "Name a directory, or a path that does not exist yet.", null);
        }
        if (!Files.exists(directory)) {
            try {
                Directories.create(directory.toAbsolutePath().normalize());
            } catch (IOException e) {
                throw new DataDirectoryException("The data directory " + directory + " cannot be created: " + e + ".",
                        "Create it for the user that runs Semblance, or name another.", e);
            }
        }
        return directory.toRealPath();
    }

    /** Refuses a directory that iscc-search wrote, which would neither be read nor stay intact. */
    static void notOfIsccSearch(Path path) throws IOException {
        if (Files.exists(path.resolve(FORMAT_FILE)) && Files.isDirectory(path.resolve("indexes"))) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                if (child.toString().endsWith(".lmdb") || Files.exists(child.resolve("index.lmdb"))) {
                    throw new DataDirectoryException(
                            "The directory " + path + " belongs to iscc-search (" + child.getFileName() + ").",
                            "Name an empty directory for Semblance, and bring the assets over with"
                                    + " bin/semblance import --from-iscc-search " + path + ".",
                            null);
                }
            }
        }
    }

    /** Refuses a file system that is known to be reached over a network. */
    static void localFileSystem(Path path, String type) {
        if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
            throw new DataDirectoryException(
                    "The data directory " + path + " is on a network file system (" + type
                            + "), which cannot hold it safely.",
                    "Use a local disk or a block device, or postgresql:// for several machines.", null);
        }
    }

    /** Refuses a directory in which a file cannot really be written, synced and deleted. */
    static void writable(Path path) throws IOException {
        Path probe = path.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.US_ASCII.encode("probe"));
                channel.force(true);
            }
            Files.delete(probe);
        } catch (IOException e) {
            if (NoRoom.isMeant(e)) {
                // What is there can be read, and written again once there is room.
                LOG.warn("There is no room in {}: {}", path, e.toString());
                Files.deleteIfExists(probe);
                return;
            }
            boolean readOnly = Files.getFileStore(path).isReadOnly();
            throw new DataDirectoryException(
                    "The data directory " + path + (readOnly
                            ? " is on a file system that is mounted read-only."
                            : " cannot be written by this user: " + e + "."),
                    readOnly
                            ? "Mount it for writing, or name another directory."
                            : "Give the user that runs Semblance write access and room, or name another directory.",
                    e);
        }
    }

    /** Refuses a layout that is newer than this version; marks a directory that has no mark yet. */
    static void format(Path path) throws IOException {
        Path file = path.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            Directories.writeFile(file, "semblance " + FORMAT + "\n");
        }
        knownFormat(path);
    }

    /** Refuses a layout that is newer than this version, or a mark that is none. */
    static void knownFormat(Path path) throws IOException {
        Path file = path.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            return;
        }
        String text = SmallFile.text(file);
        Matcher line = FORMAT_LINE.matcher(text);
        if (!line.matches()) {
            throw new DataDirectoryException("The file " + file + " is not the mark of a Semblance data directory.",
                    "Name an empty directory, or one that Semblance made.", null);
        }
        int version = Integer.parseInt(line.group(1));
        if (version > FORMAT) {
            throw new DataDirectoryException(
                    "The data directory " + path + " has format " + version + " and this version reads up to " + FORMAT
                            + ".",
                    "Start the version of Semblance that wrote it, or a newer one.", null);
        }
    }
}
