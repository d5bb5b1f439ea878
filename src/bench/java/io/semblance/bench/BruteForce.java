package io.semblance.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact answers, by the plainest way there is: every unit of the query against every stored unit of its type.
 * <p>
 * An asset matches if a type reaches 0.75; its score is the sum of s^4 over the sum of s, over the types that do. Order:
 * score descending, then ISCC-ID ascending as a number. This is written apart from the service on purpose.
 */
final class BruteForce {

    static final double THRESHOLD = 0.75;

    private static final Comparator<Match> ORDER = Comparator.comparingDouble(Match::score).reversed()
            .thenComparing(Match::id, Long::compareUnsigned);

    private final Map<Integer, UnitColumn> columns = new HashMap<>();
    private long[] ids = new long[1024];
    private int rows;

    /** An asset, by the body of its ISCC-ID, and how well it matches. */
    record Match(long id, double score) {
    }

    static BruteForce load(AssetFile file) throws IOException {
        var stored = new BruteForce();
        file.read(0, Integer.MAX_VALUE, stored::add);
        return stored;
    }

    int rows() {
        return rows;
    }

    private void add(String line) {
        Map<?, ?> asset = JsonText.object(line);
        if (rows == ids.length) {
            ids = Arrays.copyOf(ids, 2 * rows);
        }
        ids[rows] = Unit.idBody(String.valueOf(asset.get("iscc_id")));
        for (Object text : JsonText.list(asset, "units")) {
            Unit unit = Unit.parse(text.toString());
            columns.computeIfAbsent(unit.type(), type -> new UnitColumn()).set(rows, unit);
        }
        rows++;
    }

    /** Every match of the units, best first; no limit. */
    List<Match> search(List<Unit> units) {
        var matches = new ArrayList<Match>();
        var types = new HashMap<Integer, List<Unit>>();
        units.forEach(unit -> types.computeIfAbsent(unit.type(), type -> new ArrayList<>()).add(unit));
        types.keySet().retainAll(columns.keySet());
        List<List<Unit>> queries = List.copyOf(types.values());
        List<UnitColumn> stored = queries.stream()
                .map(of -> columns.getOrDefault(of.getFirst().type(), new UnitColumn()))
                .toList();
        for (int row = 0; row < rows; row++) {
            double powers = 0;
            double sum = 0;
            for (int t = 0; t < queries.size(); t++) {
                double s = best(stored.get(t), row, queries.get(t));
                if (s >= THRESHOLD) {
                    powers += s * s * s * s;
                    sum += s;
                }
            }
            if (sum > 0) {
                matches.add(new Match(ids[row], powers / sum));
            }
        }
        matches.sort(ORDER);
        return matches;
    }

    private static double best(UnitColumn column, int row, List<Unit> units) {
        double best = -1;
        for (Unit unit : units) {
            best = Math.max(best, column.score(row, unit));
        }
        return best;
    }
}
