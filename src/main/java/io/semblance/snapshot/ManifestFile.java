package io.semblance.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code manifest.json} and the hash beside it.
 *
 * @param manifest what it says
 * @param sha256 hash of its bytes, which names this very snapshot
 */
record ManifestFile(Manifest manifest, String sha256) {

    /** Whoever has more indexes and witnesses than that has no manifest of ours. */
    static final int MOST_BYTES = 64 << 20;

    static void write(Path snapshot, Manifest manifest) throws IOException {
        byte[] json = SnapshotJson.text(manifest).getBytes(StandardCharsets.UTF_8);
        Files.write(snapshot.resolve(SnapshotFiles.MANIFEST), json);
        Files.writeString(snapshot.resolve(SnapshotFiles.MANIFEST_HASH), hashLine(Hashes.of(json)));
    }

    private static String hashLine(String sha256) {
        return sha256 + "  " + SnapshotFiles.MANIFEST + "\n";
    }

    /**
     * Reads both.
     *
     * @throws SnapshotException if they are missing or damaged, or of a newer format
     */
    static ManifestFile read(Path snapshot) {
        return of(bytes(snapshot, SnapshotFiles.MANIFEST), bytes(snapshot, SnapshotFiles.MANIFEST_HASH));
    }

    /** From the bytes of both, wherever they lay. */
    static ManifestFile of(byte[] json, byte[] hashLine) {
        String sha256 = Hashes.of(json);
        String stated = new String(hashLine, StandardCharsets.ISO_8859_1);
        if (!stated.equals(hashLine(sha256))) {
            throw SnapshotException.damaged(SnapshotFiles.MANIFEST + " has not the hash that "
                    + SnapshotFiles.MANIFEST_HASH + " states");
        }
        int format = format(json);
        try {
            return new ManifestFile(format == EarlierManifest.FORMAT
                    ? SnapshotJson.read(EarlierManifest.today(SnapshotJson.tree(json)), Manifest.class)
                    : SnapshotJson.read(json, Manifest.class), sha256);
        } catch (JacksonException unreadable) {
            throw SnapshotException.damaged(SnapshotFiles.MANIFEST + " cannot be read (" + firstLine(unreadable) + ")");
        }
    }

    /** A newer format may have other members, so the version is looked at before anything else. */
    private static int format(byte[] json) {
        try {
            JsonNode format = JsonMapper.shared().readTree(json).path("format");
            if (format.isInt() && format.intValue() > Manifest.FORMAT) {
                throw SnapshotException.refused("The snapshot has format " + format.intValue()
                        + ", written by a newer version of Semblance; this version reads formats up to "
                        + Manifest.FORMAT + ". Use that version.");
            }
            if (!format.isInt() || format.intValue() < 1) {
                throw SnapshotException.damaged(SnapshotFiles.MANIFEST + " states no format");
            }
            return format.intValue();
        } catch (JacksonException unreadable) {
            throw SnapshotException.damaged(SnapshotFiles.MANIFEST + " is no JSON (" + firstLine(unreadable) + ")");
        }
    }

    private static String firstLine(JacksonException unreadable) {
        return unreadable.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static byte[] bytes(Path snapshot, String name) {
        Path file = snapshot.resolve(name);
        try {
            if (!SnapshotFiles.isThere(file)) {
                throw SnapshotException.damaged("the file " + name + " is missing");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw SnapshotException.damaged("the file " + name + " is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw SnapshotException.failed("The file " + name + " of the snapshot cannot be read (" + unreadable
                    + "). Check the disk and its permissions.", unreadable);
        }
    }
}
