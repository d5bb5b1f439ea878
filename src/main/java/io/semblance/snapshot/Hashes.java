package io.semblance.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** SHA-256 of files, read as they lie; symbolic links are not followed. */
final class Hashes {

    private static final int BUFFER = 1 << 20;

    private Hashes() {
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String of(Path file) throws IOException {
        return pump(file, OutputStream.nullOutputStream());
    }

    /** Copies into a new file, synced; the hash of what was copied. */
    static String copy(Path from, Path to) throws IOException {
        try (FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                OutputStream out = Channels.newOutputStream(target)) {
            String hash = pump(from, out);
            target.force(true);
            return hash;
        }
    }

    /** Copies at most so many bytes of a stream into a new file; the hash of what was copied, if it was not more. */
    static @Nullable String copyUnsynced(InputStream in, long most, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            return pump(in, most, out);
        }
    }

    /** The hash of a stream; null if it has more than so many bytes. */
    static @Nullable String of(InputStream in, long most) throws IOException {
        return pump(in, most, OutputStream.nullOutputStream());
    }

    private static String pump(Path from, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS)) {
            return Objects.requireNonNull(pump(in, Long.MAX_VALUE, out));
        }
    }

    private static @Nullable String pump(InputStream in, long most, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long left = most;
        int read = in.read(buffer);
        while (read >= 0) {
            left -= read;
            if (left < 0) {
                return null;
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            read = in.read(buffer);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
