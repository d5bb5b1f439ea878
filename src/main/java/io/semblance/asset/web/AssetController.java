package io.semblance.asset.web;

import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetService;
import io.semblance.asset.Limits;
import io.semblance.asset.WriteResult;
import io.semblance.asset.json.EntryReader;
import io.semblance.asset.json.Faults;
import io.semblance.asset.json.IdsReader;
import io.semblance.asset.json.JsonBody;
import io.semblance.asset.json.JsonText;
import io.semblance.code.IsccId;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the assets of an index. */
@RestController
@RequestMapping("/indexes/{name}/assets")
class AssetController {

    private static final String SIMPRINTS = "simprints";

    private final AssetService service;

    AssetController(AssetService service) {
        this.service = service;
    }

    @PostMapping(consumes = {ContentTypes.JSON, ContentTypes.SOME_JSON})
    ResponseEntity<byte[]> addAssets(@PathVariable String name, @RequestBody(required = false) JsonBody body) {
        Faults faults = new Faults();
        List<AssetDraft> drafts = JsonText.read(body, faults, EntryReader::readBatch);
        faults.throwIfAny();
        WriteResult result = service.put(name, drafts);
        List<String> ids = new ArrayList<>(drafts.size());
        for (AssetDraft draft : drafts) {
            ids.add(String.valueOf(draft.isccId()));
        }
        return JsonOutput.created(StatusWriter.list(ids, result.statuses()));
    }

    @GetMapping
    ResponseEntity<byte[]> listAssets(@PathVariable String name, HttpServletRequest request) {
        Faults faults = new Faults();
        RequestParameters parameters = new RequestParameters(request, faults);
        int limit = parameters.limit(Limits.PAGE_LIMIT_DEFAULT, Limits.PAGE_LIMIT);
        boolean simprints = parameters.flag(SIMPRINTS);
        IsccId after = PageCursor.read(parameters, name);
        faults.throwIfAny();
        AssetPage page = AssetPage.of(service.index(name), after, limit, simprints);
        return JsonOutput.ok(
                EntryWriter.page(page.assets(), page.last() == null ? null : PageCursor.text(name, page.last())));
    }

    @PostMapping(path = "/delete", consumes = {ContentTypes.JSON, ContentTypes.SOME_JSON})
    ResponseEntity<byte[]> deleteAssets(@PathVariable String name, @RequestBody(required = false) JsonBody body) {
        Faults faults = new Faults();
        List<String> ids = JsonText.read(body, faults, IdsReader::read);
        faults.throwIfAny();
        WriteResult result = service.deleteAssets(name, ids);
        return JsonOutput.ok(StatusWriter.list(ids, result.statuses()));
    }

    @GetMapping("/{iscc_id}")
    ResponseEntity<byte[]> getAsset(@PathVariable String name, @PathVariable("iscc_id") String id,
            HttpServletRequest request) {
        Faults faults = new Faults();
        boolean simprints = new RequestParameters(request, faults).flag(SIMPRINTS);
        faults.throwIfAny();
        return JsonOutput.ok(EntryWriter.one(service.asset(name, id, simprints)));
    }

    @DeleteMapping("/{iscc_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteAsset(@PathVariable String name, @PathVariable("iscc_id") String id) {
        service.deleteAsset(name, id);
    }
}
