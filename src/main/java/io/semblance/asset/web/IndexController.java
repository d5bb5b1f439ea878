package io.semblance.asset.web;

import io.semblance.asset.AssetService;
import io.semblance.asset.json.Faults;
import io.semblance.asset.json.IndexReader;
import io.semblance.asset.json.JsonBody;
import io.semblance.asset.json.JsonText;

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

/** Routes of the indexes themselves. */
@RestController
@RequestMapping("/indexes")
class IndexController {

    private final AssetService service;

    IndexController(AssetService service) {
        this.service = service;
    }

    @GetMapping
    ResponseEntity<byte[]> listIndexes() {
        return JsonOutput.ok(IndexWriter.list(service.list()));
    }

    @PostMapping(consumes = {ContentTypes.JSON, ContentTypes.SOME_JSON})
    ResponseEntity<byte[]> createIndex(@RequestBody(required = false) JsonBody body) {
        Faults faults = new Faults();
        String name = JsonText.read(body, faults, IndexReader::read);
        faults.throwIfAny();
        return JsonOutput.created(IndexWriter.created(service.create(name)));
    }

    @GetMapping("/{name}")
    ResponseEntity<byte[]> getIndex(@PathVariable String name) {
        return JsonOutput.ok(IndexWriter.one(service.figures(name)));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteIndex(@PathVariable String name) {
        service.delete(name);
    }
}
