package io.semblance.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.core.io.Resource;

/**
 * Entity tags made of content (RFC 9110, 8.8.3). A browser asks each time and gets 304 until a file is another one: so
 * page and modules of two releases never mix, and no name has to carry a hash.
 */
final class ContentTag {

    private ContentTag() {
    }

    /** SHA-256 of the content, in quotes. */
    static String of(Resource file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return '"' + HexFormat.of().formatHex(digest) + '"';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
