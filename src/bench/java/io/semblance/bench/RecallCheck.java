package io.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code recall}: asks and compares ids and scores with the exact answers.
 * <p>
 * Assets of equal score at the cut are equally right, so recall counts a returned asset if its true score is at least
 * that of the last expected one. A wrong score is one that differs from the true one by more than 1e-9; a false match is
 * an asset that does not match at all. {@code identical} counts answers with the very ids in the very order.
 */
final class RecallCheck {

    private static final Set<String> OPTIONS = Set.of("assets", "bodies", "limit", "queries");
    private static final double TOLERANCE = 1e-9;

    private int asked;
    private long expected;
    private long found;
    private long wrongScores;
    private long falseMatches;
    private int identical;
    private int refused;

    static boolean run(String[] args) throws Exception {
        var options = new Options(args, OPTIONS);
        int limit = options.count("limit", 100);
        Target target = options.target();
        List<String> bodies = Files.readAllLines(Path.of(options.required("bodies")));
        BruteForce exact = BruteForce.load(new AssetFile(Path.of(options.required("assets"))));
        var check = new RecallCheck();
        try (var connection = new HttpConnection(target)) {
            for (String body : bodies.subList(0, Math.min(bodies.size(), options.count("queries", 200)))) {
                List<Unit> units = JsonText.list(JsonText.object(body), "units").stream()
                        .map(unit -> Unit.parse(unit.toString())).toList();
                check.compare(connection.exchange(target.search(body, limit)), exact.search(units), limit);
            }
        }
        check.print(options, exact.rows(), limit);
        return check.asked > 0 && check.refused == 0;
    }

    private void compare(ResponseReader response, List<BruteForce.Match> all, int limit) throws IOException {
        asked++;
        if (!response.ok()) {
            refused++;
            return;
        }
        List<?> hits = JsonText.list(JsonText.object(response.text()), "global_matches");
        List<BruteForce.Match> best = all.subList(0, Math.min(limit, all.size()));
        double last = best.isEmpty() ? Double.MAX_VALUE : best.getLast().score();
        var scores = new HashMap<Long, Double>();
        all.forEach(match -> scores.put(match.id(), match.score()));
        var seen = new HashSet<Long>();
        boolean same = hits.size() == best.size();
        for (int i = 0; i < hits.size(); i++) {
            Map<?, ?> hit = hits.get(i) instanceof Map<?, ?> map ? map : Map.of();
            long id = Unit.idBody(String.valueOf(hit.get("iscc_id")));
            double score = hit.get("score") instanceof Double value ? value : Double.NaN;
            double truth = scores.getOrDefault(id, -1.0);
            if (truth < 0) {
                falseMatches++;
            } else {
                if (!(Math.abs(truth - score) <= TOLERANCE)) {
                    wrongScores++;
                }
                if (truth >= last - TOLERANCE && seen.add(id)) {
                    found++;
                }
            }
            same &= i < best.size() && best.get(i).id() == id;
        }
        expected += best.size();
        identical += same ? 1 : 0;
    }

    private void print(Options options, int stored, int limit) throws IOException {
        var result = new Measurement("recall", options);
        result.put("assets", stored);
        result.put("limit", limit);
        result.put("queries", asked);
        result.put("expected", expected);
        result.put("found", found);
        result.put("recall", expected == 0 ? 1.0 : Math.floor(1e6 * found / expected) / 1e6);
        result.put("wrong_scores", wrongScores);
        result.put("false_matches", falseMatches);
        result.put("identical", identical);
        result.put("refused", refused);
        result.print(options);
    }
}
