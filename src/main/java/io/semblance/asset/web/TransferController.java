package io.semblance.asset.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

import io.semblance.admission.AnswerShare;
import io.semblance.admission.Deadline;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetService;
import io.semblance.code.IsccId;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Routes that move whole indexes, as NDJSON. Both stream on the thread of the request: an import is answered while it is
 * read, an export takes its next page only when the client has taken the one before, so that a slow client holds up
 * nobody.
 */
@RestController
@RequestMapping("/indexes/{name}")
class TransferController {

    private static final int PAGE = 100;

    private static final int BUFFER = 64 * 1024;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AssetService service;

    TransferController(AssetService service) {
        this.service = service;
    }

    @PostMapping(path = "/import", consumes = {ContentTypes.NDJSON, ContentTypes.NDJSON_TOO, ContentTypes.JSON_LINES,
            ContentTypes.JSON_LINES_TOO})
    void importAssets(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ContentTypes.requirePlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        AssetIndex index = service.index(name);
        response.setContentType(ContentTypes.NDJSON);
        ImportReport report = new ImportReport(response.getOutputStream());
        new AssetImport(index, report).run(request.getInputStream());
    }

    @GetMapping("/export")
    void exportAssets(@PathVariable String name, HttpServletResponse response) throws IOException {
        AssetIndex index = service.index(name);
        response.setContentType(ContentTypes.NDJSON);
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER);
        IsccId last = exportPage(index, null, out);
        while (last != null) {
            last = exportPage(index, last, out);
        }
        out.flush();
    }

    /** Each page has its own share of the memory for answers; the id of its last asset, or null if there is none. */
    private static @Nullable IsccId exportPage(AssetIndex index, @Nullable IsccId after, OutputStream out)
            throws IOException {
        Deadline deadline = Deadline.current().again();
        while (true) {
            try (AnswerShare share = AnswerShare.current().another()) {
                List<Asset> page = deadline.call(() -> share.call(() -> index.page(after, PAGE, true)));
                write(page, out);
                return page.isEmpty() ? null : page.getLast().id();
            } catch (Busy full) {
                waitOrThrow(full, deadline);
            }
        }
    }

    /** Who has half of an export cannot be told to come back; and between two pages it holds nothing that others wait for. */
    private static void waitOrThrow(Busy full, Deadline deadline) {
        if (full.type() != ProblemType.OVERLOADED || deadline.left().compareTo(PAUSE) < 0) {
            throw full;
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw full;
        }
    }

    private static void write(List<Asset> page, OutputStream out) throws IOException {
        for (Asset asset : page) {
            out.write(JsonOutput.bytes(EntryWriter.one(asset)));
            out.write('\n');
        }
    }
}
