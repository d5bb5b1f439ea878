package io.semblance.bench.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.semblance.asset.AssetService;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.evidence.Judging;
import io.semblance.code.IsccId;

/** How often the original of an edited document, or one of its group, comes first and within the first ten. */
final class Order {

    private static final int TEN = 10;

    private final Works works;
    private final AssetService service;

    /** Shares, 0 to 1. */
    record Shares(double originalFirst, double originalInTen, double groupFirst, double groupInTen) {
    }

    Order(Works works, AssetService service) {
        this.works = works;
        this.service = service;
    }

    Shares of(Judging judging, String index, String kind) {
        int[] counts = new int[5];
        for (Works.Asked asked : works.queries) {
            if (asked.kind().endsWith(kind)) {
                List<GlobalMatch> matches = service.search(index, asked.draft(), TEN, true, judging).result()
                        .globalMatches();
                count(matches, asked, counts);
            }
        }
        return new Shares(share(counts, 0), share(counts, 1), share(counts, 2), share(counts, 3));
    }

    private static double share(int[] counts, int of) {
        return (double) counts[of] / counts[4];
    }

    private void count(List<GlobalMatch> matches, Works.Asked asked, int[] counts) {
        Set<String> group = works.group(asked.original());
        Set<String> first = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (int place = 0; place < matches.size(); place++) {
            Set<String> named = named(matches.get(place));
            all.addAll(named);
            if (place == 0) {
                first.addAll(named);
            }
        }
        counts[0] += first.contains(asked.original()) ? 1 : 0;
        counts[1] += all.contains(asked.original()) ? 1 : 0;
        counts[2] += group.stream().anyMatch(first::contains) ? 1 : 0;
        counts[3] += group.stream().anyMatch(all::contains) ? 1 : 0;
        counts[4]++;
    }

    /** A match, and what is folded under it. */
    private static Set<String> named(GlobalMatch match) {
        Set<String> named = new HashSet<>();
        named.add(match.id().text());
        List<IsccId> versions = match.versions();
        if (versions != null) {
            versions.forEach(version -> named.add(version.text()));
        }
        return named;
    }
}
