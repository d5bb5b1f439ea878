package io.semblance.doctor.web;

import io.semblance.config.SemblanceSettings;
import io.semblance.doctor.Estimate;
import io.semblance.doctor.Workload;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/estimate}: what a workload takes with the settings that are here. Says nothing about the data. */
@RestController
@Tag(name = "Capacity")
class EstimateController {

    private static final List<String> NAMES = List.of("assets", "units", "unit_bits", "simprints", "simprint_types",
            "simprint_bits", "metadata_bytes");

    private final SemblanceSettings settings;

    EstimateController(SemblanceSettings settings) {
        this.settings = settings;
    }

    @GetMapping("/api/v1/estimate")
    Map<String, Number> estimateCapacity(@RequestParam MultiValueMap<String, String> query) {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name)) {
                throw fault(name, "extra_forbidden",
                        "There is no parameter " + name + ". Those there are: " + String.join(", ", NAMES) + ".");
            }
        }
        if (!query.containsKey("assets")) {
            throw fault("assets", "missing", "The parameter assets is missing: how many assets are to be stored.");
        }
        try {
            return Estimate.of(new Workload(number(query, "assets", 0), small(query, "units", 3),
                    small(query, "unit_bits", Workload.MOST_BITS), small(query, "simprints", 0),
                    small(query, "simprint_types", 1), small(query, "simprint_bits", Workload.MOST_BITS),
                    small(query, "metadata_bytes", 0)), settings.graph().from()).figures();
        } catch (IllegalArgumentException outOfRange) {
            String message = String.valueOf(outOfRange.getMessage()).replaceFirst("^(\\w+)-", "$1_") + ".";
            throw fault(message.split(" ", 2)[0], "range", message);
        }
    }

    private static int small(MultiValueMap<String, String> query, String name, int whenAbsent) {
        return Math.clamp(number(query, name, whenAbsent), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long number(MultiValueMap<String, String> query, String name, long whenAbsent) {
        String text = query.getFirst(name);
        if (text == null) {
            return whenAbsent;
        }
        if (!text.matches("-?\\d{1,18}")) {
            throw fault(name, "int_parsing", "The parameter " + name + " must be a whole number of at most 18 digits.");
        }
        return Long.parseLong(text);
    }

    private static CallerFault fault(String parameter, String type, String message) {
        return new CallerFault(ProblemType.INVALID_REQUEST, message,
                List.of(new FieldError("query/" + parameter, type, message)));
    }
}
