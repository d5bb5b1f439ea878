package io.semblance.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jspecify.annotations.Nullable;

/**
 * A secret in a mounted file. Kubernetes and Docker replace such files under a running process, so the file is looked at
 * again, at most once a second and by its attributes first; a change counts without a restart. A required file that can
 * no longer be used keeps its last good secret, since an outage is a worse answer than a late rotation; an optional one
 * that is gone stands for no secret, which is how a rotation ends. A file that cannot be read at the moment says nothing:
 * the last secret stays, and each look tries to read it.
 */
final class SecretFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A secret is a line; whatever is larger is another file. */
    private static final long MOST_BYTES = 8192;
    /** In the place of a stamp where nothing was read yet: no file has it. */
    private static final Object NEVER_READ = "never read";

    private final Path path;
    private final boolean required;
    private final LongSupplier nanoTime;
    private final Content content;
    private volatile State state;

    /** Reads files, for tests in which that fails. */
    @FunctionalInterface
    interface Content {

        /**
         * The text of a file; null if there is no such file, or one too large for a secret.
         *
         * @throws IOException when that cannot be told at the moment
         */
        @Nullable
        String of(Path path) throws IOException;
    }

    /**
     * What was read, by which marks a change shows, and when it was looked at.
     *
     * @param stamp marks of the file that was read
     * @param unreadable marks of the file that could not be read since, and was logged; null if none
     */
    private record State(@Nullable SecretDigest digest, Object stamp, long lookedAt, @Nullable Object unreadable) {

        /** Whether nobody has looked yet. */
        boolean isNothing() {
            return stamp.equals(NEVER_READ) && unreadable == null;
        }
    }

    /** Marks of a file's content that one system call tells. */
    private record Stamp(long modifiedNanos, long size, @Nullable Object file) {
    }

    SecretFile(Path path, boolean required, LongSupplier nanoTime) {
        this(path, required, nanoTime, SecretFile::text);
    }

    /** @param content reads the file, for tests in which that fails */
    SecretFile(Path path, boolean required, LongSupplier nanoTime, Content content) {
        this.path = path;
        this.required = required;
        this.nanoTime = nanoTime;
        this.content = content;
        this.state = look(new State(null, NEVER_READ, nanoTime.getAsLong(), null));
    }

    /** Digest of the secret; null if there is none. */
    @Nullable
    SecretDigest digest() {
        State seen = state;
        if (nanoTime.getAsLong() - seen.lookedAt < LOOK_AGAIN_NANOS) {
            return seen.digest;
        }
        return lookAgain().digest;
    }

    private synchronized State lookAgain() {
        State next = look(state);
        state = next;
        return next;
    }

    /** The first look, which has seen nothing before, and every later one. */
    private State look(State seen) {
        long now = nanoTime.getAsLong();
        Object stamp = stamp();
        if (stamp.equals(seen.stamp)) {
            return new State(seen.digest, stamp, now, null);
        }
        try {
            SecretDigest found = read();
            boolean kept = found == null && required;
            if (!seen.isNothing()) {
                logChange(kept);
            }
            return new State(kept ? seen.digest : found, stamp, now, null);
        } catch (IOException unreadable) {
            return unread(seen, stamp, now, unreadable);
        }
    }

    private void logChange(boolean kept) {
        if (kept) {
            LOG.warn("The secret file {} holds no usable secret any more; the last one stays valid", path);
        } else {
            LOG.info("Read the secret file {} again, since it has changed", path);
        }
    }

    /** Keeps the stamp of what was read last, so that the next look reads again; a change is logged once. */
    private State unread(State seen, Object stamp, long now, IOException why) {
        if (!stamp.equals(seen.unreadable)) {
            LOG.warn(
                    "The secret file {} cannot be read, which is tried again; until then what was read last is valid: {}",
                    path, why.toString());
        }
        return new State(seen.digest, seen.stamp, now, stamp);
    }

    private Object stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size(), now.fileKey());
        } catch (IOException absent) {
            return "absent";
        }
    }

    private @Nullable SecretDigest read() throws IOException {
        String text = content.of(path);
        String secret = text == null ? "" : text.strip();
        return secret.isEmpty() || !SecretDigest.isSendable(secret) ? null : SecretDigest.of(secret);
    }

    private static @Nullable String text(Path path) throws IOException {
        return Files.notExists(path) || Files.size(path) > MOST_BYTES
                ? null
                : Files.readString(path, StandardCharsets.ISO_8859_1);
    }
}
