package io.semblance.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a secret. Digests are compared instead of texts: a comparison then takes the same time for every wrong guess,
 * whatever its length.
 */
final class SecretDigest {

    private final byte[] sha256;

    private SecretDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    static SecretDigest of(String text) {
        try {
            return new SecretDigest(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    /** Whether both are of one text; in constant time. */
    boolean matches(SecretDigest other) {
        return MessageDigest.isEqual(sha256, other.sha256);
    }

    /** Whether an HTTP header can carry this text: visible ASCII, nothing else. */
    static boolean isSendable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
