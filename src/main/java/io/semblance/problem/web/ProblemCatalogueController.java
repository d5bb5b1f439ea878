package io.semblance.problem.web;

import java.util.Arrays;
import java.util.List;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the {@code type} of a problem points to. */
@RestController
class ProblemCatalogueController {

    /**
     * An entry of the catalogue.
     *
     * @param type the URI of the type
     * @param title the title of every problem of it
     * @param status its HTTP status
     * @param meaning when it occurs and what to do then
     */
    record Entry(String type, String title, int status, String meaning) {

        Entry(ProblemType type) {
            this(Problem.TYPE_PATH + type.slug(), type.title(), type.status(), ProblemMeaning.of(type));
        }
    }

    @GetMapping("/problems")
    ResponseEntity<List<Entry>> listProblemTypes() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .body(Arrays.stream(ProblemType.values()).map(Entry::new).toList());
    }

    @GetMapping("/problems/{slug}")
    ResponseEntity<Entry> getProblemType(@PathVariable String slug) {
        Entry entry = Arrays.stream(ProblemType.values()).filter(type -> type.slug().equals(slug)).map(Entry::new)
                .findFirst().orElseThrow(() -> new CallerFault(ProblemType.NOT_FOUND,
                        "Not Found. There is no such problem type; GET /problems lists them all."));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(entry);
    }
}
