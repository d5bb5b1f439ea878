package io.semblance.compat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes as {@code sha256sum} writes them. */
final class Sha256 {

    private Sha256() {
    }

    static String line(String text, String file) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash) + "  " + file + "\n";
    }
}
