package io.semblance.asset.web;

import java.util.Set;

import io.semblance.asset.AssetService;
import io.semblance.asset.Limits;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.SearchAnswer;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.json.Faults;
import io.semblance.asset.json.JsonBody;
import io.semblance.asset.json.JsonText;
import io.semblance.asset.json.QueryReader;
import io.semblance.asset.json.TextRule;
import io.semblance.asset.json.WireQuery;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that search an index. */
@RestController
@RequestMapping("/indexes/{name}/search")
class SearchController {

    private final AssetService service;
    private final Judging usual;

    /** @param usual how to judge where a request does not say */
    SearchController(AssetService service, Judging usual) {
        this.service = service;
        this.usual = usual;
    }

    @PostMapping(consumes = {ContentTypes.JSON, ContentTypes.SOME_JSON})
    ResponseEntity<byte[]> searchIndex(@PathVariable String name, @RequestBody(required = false) JsonBody body,
            HttpServletRequest request) {
        long start = System.nanoTime();
        Faults faults = new Faults();
        RequestParameters parameters = new RequestParameters(request, faults);
        int limit = parameters.limit(Limits.SEARCH_LIMIT_DEFAULT, Limits.SEARCH_LIMIT);
        boolean exact = parameters.flag("exact");
        boolean explain = parameters.flag("explain");
        Judging judging = parameters.judging(usual);
        WireQuery query = JsonText.read(body, faults, QueryReader::read);
        faults.throwIfAny();
        return answer(service.search(name, query.draft(), limit, exact, judging), query.nulls(), explain, start);
    }

    @GetMapping
    ResponseEntity<byte[]> searchIndexByCode(@PathVariable String name, HttpServletRequest request) {
        long start = System.nanoTime();
        Faults faults = new Faults();
        RequestParameters parameters = new RequestParameters(request, faults);
        String code = parameters.text("iscc_code");
        if (code == null) {
            parameters.fault("iscc_code", "missing", "The parameter iscc_code is required.");
        }
        int limit = parameters.limit(Limits.SEARCH_LIMIT_DEFAULT, Limits.SEARCH_LIMIT);
        boolean exact = parameters.flag("exact");
        boolean explain = parameters.flag("explain");
        Judging judging = parameters.judging(usual);
        faults.throwIfAny();
        QueryDraft draft = new QueryDraft(null, checked(String.valueOf(code)), null, null);
        return answer(service.search(name, draft, limit, exact, judging), Set.of(), explain, start);
    }

    /** Iscc-search builds its query model only here, so that this fault is 400 and comes before that of the index. */
    private static String checked(String code) {
        TextRule.Fault fault = TextRule.ISCC_CODE.check(code);
        if (fault != null) {
            throw new CallerFault(ProblemType.MALFORMED_CODE,
                    "The parameter iscc_code does not fit: " + fault.message());
        }
        return code;
    }

    private static ResponseEntity<byte[]> answer(SearchAnswer answer, Set<String> nulls, boolean explain, long start) {
        byte[] json = JsonOutput.bytes(SearchWriter.of(answer, nulls, explain));
        return JsonOutput.status(HttpStatus.OK)
                .headers(headers -> SearchHeaders.add(headers, answer.result().report(), System.nanoTime() - start))
                .body(json);
    }
}
