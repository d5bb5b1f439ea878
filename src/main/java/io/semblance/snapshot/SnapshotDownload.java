package io.semblance.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A snapshot that is about to be sent as one stream ({@link SnapshotArchive}); closed once, when that is done or failed. */
public final class SnapshotDownload implements AutoCloseable {

    private final Path snapshot;
    private final Manifest manifest;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    SnapshotDownload(Path snapshot, Manifest manifest, Runnable end) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.end = end;
    }

    /** Writes all of it, as fast as the stream takes it; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        ArchiveWriter.write(snapshot, manifest, out);
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            end.run();
        }
    }
}
