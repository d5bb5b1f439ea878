package io.semblance.asset.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import io.semblance.admission.Deadline;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetService;
import io.semblance.code.IsccId;
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
        @Nullable
        IsccId last = null;
        List<Asset> page;
        do {
            IsccId after = last;
            page = Deadline.current().again().call(() -> index.page(after, PAGE, true));
            for (Asset asset : page) {
                out.write(JsonOutput.bytes(EntryWriter.one(asset)));
                out.write('\n');
            }
            last = page.isEmpty() ? last : page.getLast().id();
        } while (!page.isEmpty());
        out.flush();
    }
}
