package io.semblance.snapshot.web;

import java.io.IOException;

import io.semblance.snapshot.SnapshotDownload;
import io.semblance.snapshot.Snapshots;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A snapshot as one file, on the thread of the request: a slow client holds up nobody. */
@RestController
class ArchiveController {

    private final Snapshots snapshots;

    ArchiveController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** An archive that is cut by a fault is noticed by whoever reads it. */
    @GetMapping(path = "/snapshots/{id}/archive")
    void downloadSnapshot(@PathVariable String id, HttpServletResponse response) throws IOException {
        try (SnapshotDownload archive = snapshots.archive(id)) {
            response.setContentType("application/zip");
            response.setHeader("Content-Disposition", "attachment; filename=\"semblance-" + id + ".zip\"");
            archive.writeTo(response.getOutputStream());
        }
    }
}
