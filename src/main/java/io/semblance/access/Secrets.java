package io.semblance.access;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The secrets that are valid now: one, two during a rotation, or none at all, which opens the service to whoever reaches
 * it. Thread-safe.
 */
final class Secrets implements ValidSecrets {

    private final List<Supplier<@Nullable SecretDigest>> digests;

    /** @param digests SHA-256 of each secret; a supplier that gives null has none at the moment */
    Secrets(List<Supplier<@Nullable SecretDigest>> digests) {
        this.digests = List.copyOf(digests);
    }

    @Override
    public int count() {
        return (int) digests.stream().filter(valid -> valid.get() != null).count();
    }

    /** Whether no secret was set up at all. */
    boolean none() {
        return digests.isEmpty();
    }

    /** Whether a caller that presents these texts may enter: at least one, and all of them valid. */
    boolean accept(List<String> presented) {
        boolean accepted = !presented.isEmpty();
        for (String text : presented) {
            accepted &= accept(text);
        }
        return accepted;
    }

    /** Takes the same time wherever the text differs, and for either secret. */
    private boolean accept(String presented) {
        SecretDigest digest = SecretDigest.of(presented);
        boolean accepted = false;
        for (Supplier<@Nullable SecretDigest> valid : digests) {
            SecretDigest expected = valid.get();
            accepted |= expected != null && expected.matches(digest);
        }
        return accepted;
    }
}
