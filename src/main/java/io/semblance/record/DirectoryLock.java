package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exclusive lock on a directory, whose file says who holds it: {@code pid host start-time address}. The operating
 * system drops the lock when the process ends, however it ends, so a left-over file means nothing.
 *
 * <p>
 * POSIX locks belong to the process, and closing any channel to the file gives them up. A second attempt in the same
 * process must therefore be refused without touching the file: hence the map of what this process holds.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "semblance.lock";
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;
    private final String holder;

    private DirectoryLock(Path directory, FileChannel channel, FileLock lock, String holder) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
        this.holder = holder;
    }

    /**
     * Locks a directory, given by its real path.
     *
     * @throws DataDirectoryException naming the holder, if it is held
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        String holder = ProcessHandle.current().pid() + " " + hostName() + " "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String other = HELD.putIfAbsent(directory, holder);
        if (other != null) {
            throw refusal(directory, other);
        }
        try {
            DirectoryLock lock = acquireFile(directory, holder);
            lock.announce("-");
            return lock;
        } catch (IOException | RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    /** Who holds a directory, given by its real path, if it is this very process; else null. */
    static @Nullable String heldHere(Path directory) {
        return HELD.get(directory);
    }

    private static DirectoryLock acquireFile(Path directory, String holder) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw refusal(directory, SmallFile.text(file, StandardCharsets.UTF_8).strip());
            }
            return new DirectoryLock(directory, channel, lock, holder);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw refusal(directory, "");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static DataDirectoryException refusal(Path directory, String holder) {
        String[] words = holder.split(" ", -1);
        String who = words.length < 3
                ? "this or another process"
                : "the process with pid " + words[0] + " on host " + words[1] + ", started at " + words[2]
                        + (words.length > 3 && !words[3].equals("-") ? ", serving at " + words[3] : "");
        return new DataDirectoryException("The data directory " + directory + " is in use by " + who + ".",
                "Stop that process, or name another data directory.", null);
    }

    private static String hostName() {
        String given = System.getenv("HOSTNAME");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Writes who holds the lock and at which address it serves. */
    void announce(String address) {
        String line = holder + " " + address;
        HELD.put(directory, line);
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            channel.truncate(0);
            channel.write(bytes, 0);
            channel.force(false);
        } catch (IOException e) {
            if (!NoRoom.isMeant(e)) {
                throw new UncheckedIOException("the lock file in " + directory + " cannot be written", e);
            }
            // The lock is held without its words; a second process is refused, and not told by whom.
            LOG.warn("There is no room to say who holds {}: {}", directory, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock on " + directory + " cannot be released", e);
        } finally {
            HELD.remove(directory);
        }
    }
}
