package io.semblance.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jspecify.annotations.Nullable;

/**
 * A secret in a mounted file. Kubernetes and Docker replace such files under a running process, so the file is looked at
 * again, at most once a second and by its attributes first; a change counts without a restart. A required file that can
 * no longer be used keeps its last good secret, since an outage is a worse answer than a late rotation; an optional one
 * that is gone stands for no secret, which is how a rotation ends.
 */
final class SecretFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A secret is a line; whatever is larger is another file. */
    private static final long MOST_BYTES = 8192;

    private final Path path;
    private final boolean required;
    private final LongSupplier nanoTime;
    private volatile State state;

    /** What was read, when it was looked at, and by which marks a change shows. */
    private record State(@Nullable SecretDigest digest, Object stamp, long lookedAt) {
    }

    /** Marks of a file's content that one system call tells. */
    private record Stamp(long modifiedNanos, long size, @Nullable Object file) {
    }

    SecretFile(Path path, boolean required, LongSupplier nanoTime) {
        this.path = path;
        this.required = required;
        this.nanoTime = nanoTime;
        Object stamp = stamp();
        this.state = new State(read(), stamp, nanoTime.getAsLong());
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
        State seen = state;
        long now = nanoTime.getAsLong();
        Object stamp = stamp();
        SecretDigest digest = seen.digest;
        if (!Objects.equals(stamp, seen.stamp)) {
            SecretDigest found = read();
            if (found == null && required) {
                LOG.warn("The secret file {} holds no usable secret any more; the last one stays valid", path);
            } else {
                digest = found;
                LOG.info("Read the secret file {} again, since it has changed", path);
            }
        }
        State next = new State(digest, stamp, now);
        state = next;
        return next;
    }

    private Object stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size(), now.fileKey());
        } catch (IOException absent) {
            return "absent";
        }
    }

    private @Nullable SecretDigest read() {
        try {
            if (Files.notExists(path) || Files.size(path) > MOST_BYTES) {
                return null;
            }
            String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
            return text.isEmpty() || !SecretDigest.isSendable(text) ? null : SecretDigest.of(text);
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("The secret file {} cannot be read: {}", path, unreadable.toString());
            return null;
        }
    }
}
