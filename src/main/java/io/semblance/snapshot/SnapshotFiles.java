package io.semblance.snapshot;

import io.semblance.record.RecordFile;

/** Names of what lies in a snapshot. */
final class SnapshotFiles {

    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_HASH = "manifest.sha256";
    static final String VERIFIED = "verified.json";
    static final String INDEXES = "indexes";
    static final String RECORD = RecordFile.NAME;

    private SnapshotFiles() {
    }

    /** A file of an index, from the top of the snapshot. */
    static String ofIndex(String index, String file) {
        return INDEXES + "/" + index + "/" + file;
    }
}
