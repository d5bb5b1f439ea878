package io.semblance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * {@code survivors}: after a kill, how many of the acknowledged assets can still be read, and how many are still found
 * by similarity. Each is searched by its own DATA unit alone, of all units the one with the fewest equals, so that the
 * limit cannot hide it; INSTANCE is left out, because it is an exact look-up and says nothing about the similarity index.
 */
final class SurvivorCheck {

    private static final Set<String> OPTIONS = Set.of("assets", "acknowledged", "sample", "limit");
    private static final int DATA = 0x300;

    private SurvivorCheck() {
    }

    static boolean run(String[] args) throws Exception {
        var options = new Options(args, OPTIONS);
        Target target = options.target();
        int limit = options.count("limit", 1000);
        List<String> owed = acknowledged(options);
        int acknowledged = owed.size();
        // A fixed shuffle: the same sample for the same acknowledgements, spread over the whole time of the run.
        Collections.shuffle(owed, new Random(1));
        int asked = 0;
        int readable = 0;
        int found = 0;
        try (var connection = new HttpConnection(target)) {
            for (String line : owed.subList(0, Math.min(acknowledged, options.count("sample", 2000)))) {
                Map<?, ?> asset = JsonText.object(line);
                String id = String.valueOf(asset.get("iscc_id"));
                asked++;
                readable += connection.exchange(target.getAsset(id)).ok() ? 1 : 0;
                String body = "{\"units\":[\"" + dataUnit(asset) + "\"]}";
                ResponseReader answer = connection.exchange(target.search(body, limit));
                found += answer.ok() && contains(answer.text(), id) ? 1 : 0;
            }
        }
        var result = new Measurement("survivors", options);
        result.put("acknowledged", acknowledged);
        result.put("asked", asked);
        result.put("readable", readable);
        result.put("found", found);
        result.put("found_share", asked == 0 ? 0 : Math.floor(1e4 * found / asked) / 1e4);
        result.print(options);
        return asked > 0;
    }

    private static List<String> acknowledged(Options options) throws Exception {
        var lines = new ArrayList<String>();
        new AssetFile(Path.of(options.required("assets"))).read(0, Integer.MAX_VALUE, lines::add);
        var owed = new ArrayList<String>();
        for (String entry : Files.readAllLines(Path.of(options.required("acknowledged")))) {
            int space = entry.indexOf(' ');
            int first = Integer.parseInt(entry.substring(0, space));
            owed.addAll(lines.subList(first, first + Integer.parseInt(entry.substring(space + 1))));
        }
        return owed;
    }

    private static String dataUnit(Map<?, ?> asset) {
        return JsonText.list(asset, "units").stream().map(Object::toString)
                .filter(unit -> Unit.parse(unit).type() == DATA)
                .findFirst().orElseThrow(() -> new IllegalArgumentException("an asset without a DATA unit: " + asset));
    }

    private static boolean contains(String answer, String id) {
        return JsonText.list(JsonText.object(answer), "global_matches").stream()
                .anyMatch(hit -> hit instanceof Map<?, ?> map && id.equals(map.get("iscc_id")));
    }
}
