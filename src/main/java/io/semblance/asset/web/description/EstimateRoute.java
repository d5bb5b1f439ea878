package io.semblance.asset.web.description;

import io.semblance.doctor.Workload;
import io.semblance.problem.ProblemType;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.models.media.Schema;

/** The route of the estimate; its limits are those of {@link Workload}. */
final class EstimateRoute {

    private static final int DEFAULT_UNITS = 3;
    private static final int ASSETS = 1_000_000;

    private EstimateRoute() {
    }

    static void describe(Described estimate) {
        estimate.tag("Capacity")
                .says("Estimate capacity",
                        "What a number of assets takes: memory, disk, time to start, time of a search. "
                                + "The answer depends on the question alone, not on what is stored here.")
                .query("assets", true, Shape.integer(1, Workload.MOST_ASSETS, "A number of assets."), ASSETS,
                        "Assets in the index.")
                .query("units", false, optional(0, Workload.MOST_UNITS, DEFAULT_UNITS), DEFAULT_UNITS,
                        "Units of an asset that are compared by similarity; each has an INSTANCE unit besides.")
                .query("unit_bits", false, stepped(32), Workload.MOST_BITS, "Length of each unit.")
                .query("simprints", false, optional(0, Workload.MOST_SIMPRINTS, 0), 0,
                        "Simprints of an asset, all types together.")
                .query("simprint_types", false, optional(1, Workload.MOST_SIMPRINT_TYPES, 1), 1,
                        "Types that these are of.")
                .query("simprint_bits", false, stepped(8), Workload.MOST_BITS, "Width of each simprint.")
                .query("metadata_bytes", false, optional(0, Workload.MOST_METADATA, 0), 0,
                        "Metadata of an asset as JSON.")
                .answers(200, Described.JSON, answer(), "Bytes, milliseconds and microseconds.")
                .fails(ProblemType.UNAUTHORIZED, ProblemType.INVALID_REQUEST, ProblemType.INTERNAL).done();
    }

    private static Schema<?> optional(long min, long max, int whenAbsent) {
        Schema<?> schema = Shape.integer(min, max, "A whole number.");
        schema.setDefault(whenAbsent);
        return schema;
    }

    private static Schema<?> stepped(int step) {
        return optional(step, Workload.MOST_BITS, Workload.MOST_BITS).multipleOf(BigDecimal.valueOf(step));
    }

    private static Schema<?> answer() {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("disk_bytes", Shape.count("Size of the records."));
        members.put("volume_bytes", Shape.count("Size of the volume to give."));
        members.put("codes_bytes", Shape.count("Codes in memory, off the heap."));
        members.put("directory_bytes", Shape.count("Directory of ids, on the heap."));
        members.put("graph_bytes", Shape.count("Graphs in memory, off the heap."));
        members.put("heap_bytes", Shape.count("What to give as -Xmx."));
        members.put("process_bytes", Shape.count("What the process grows to."));
        members.put("container_bytes", Shape.count("Memory limit to give to a container."));
        members.put("load_ms", Shape.count("The part of ready_ms that grows with the data."));
        members.put("ready_ms", Shape.count("From the start of the process until it is ready."));
        members.put("unit_search_us", Shape.count("A search by units, alone, median."));
        members.put("simprint_search_us", Shape.count("A search by all simprints of an asset; 0 without simprints."));
        return Shape.object(List.copyOf(members.keySet()), members, "Figures of the estimate.");
    }
}
