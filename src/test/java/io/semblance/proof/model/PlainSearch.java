package io.semblance.proof.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.semblance.asset.Asset;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.ChunkMatch.Chunk;
import io.semblance.asset.ChunkMatch.TypeMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;

import org.jspecify.annotations.Nullable;

/**
 * What a search must answer, from the formulas of docs/explanation/how-search-works.md, bit by bit and asset by asset. The
 * sums are taken in the order of the query, as the definition does, so that scores are equal and not only close.
 */
final class PlainSearch {

    private static final double THRESHOLD = 0.75;

    private final List<Asset> assets;
    private final Query query;

    PlainSearch(PlainIndex index, Query query) {
        this.assets = index.all();
        this.query = query;
    }

    /** Assets alike as a whole, by the share of equal bits of the common prefix. */
    List<GlobalMatch> similar() {
        return ranked((asset, types) -> {
            for (IsccUnit asked : query.units()) {
                for (IsccUnit stored : asset.units()) {
                    if (asked.type().equals(stored.type())) {
                        similarity(asked, stored, types);
                    }
                }
            }
        }, PlainSearch::score);
    }

    private static void similarity(IsccUnit asked, IsccUnit stored, Map<String, Double> types) {
        int bits = Math.min(asked.bits(), stored.bits());
        int differing = differing(asked.body(), stored.body(), bits);
        if (!asked.type().isInstance()) {
            types.merge(asked.type().name(), 1.0 - (double) ((float) differing / (float) bits), Math::max);
        } else if (differing == 0) {
            types.put(asked.type().name(), 1.0);
        }
    }

    private static double score(Map<String, Double> types) {
        double fourths = 0;
        double sum = 0;
        for (double score : types.values()) {
            if (score >= THRESHOLD) {
                fourths += score * score * score * score;
                sum += score;
            }
        }
        return sum == 0 ? Double.NaN : fourths / sum;
    }

    /** Assets with a unit that begins as a unit of the query does, or the other way round: what {@code lmdb://} answers. */
    List<GlobalMatch> prefixes() {
        return ranked((asset, types) -> {
            for (IsccUnit asked : query.units()) {
                for (IsccUnit stored : asset.units()) {
                    int bits = Math.min(asked.bits(), stored.bits());
                    if (asked.type().equals(stored.type()) && differing(asked.body(), stored.body(), bits) == 0) {
                        types.merge(asked.type().name(), (double) bits / longestAsked(asked), Math::max);
                    }
                }
            }
        }, types -> types.isEmpty()
                ? Double.NaN
                : types.values().stream().mapToDouble(Double::doubleValue).sum() / query.units().size());
    }

    private int longestAsked(IsccUnit like) {
        return query.units().stream().filter(unit -> unit.type().equals(like.type())).mapToInt(IsccUnit::bits).max()
                .orElseThrow();
    }

    private interface Scores {
        void of(Asset asset, Map<String, Double> types);
    }

    private interface Total {
        double of(Map<String, Double> types);
    }

    private List<GlobalMatch> ranked(Scores scores, Total total) {
        List<GlobalMatch> matches = new ArrayList<>();
        for (Asset asset : assets) {
            Map<String, Double> found = new LinkedHashMap<>();
            scores.of(asset, found);
            // In the order in which the query first names a type, which is also that of the sums.
            Map<String, Double> types = new LinkedHashMap<>();
            query.units().stream().map(unit -> unit.type().name()).filter(found::containsKey)
                    .forEach(type -> types.put(type, found.getOrDefault(type, Double.NaN)));
            double score = total.of(types);
            if (!Double.isNaN(score) && !asset.id().equals(query.self())) {
                matches.add(new GlobalMatch(asset.id(), score, types, asset.metadata()));
            }
        }
        matches.sort(Comparator.comparingDouble((GlobalMatch match) -> -match.score())
                .thenComparing(match -> number(match.id())));
        return matches;
    }

    private static String number(IsccId id) {
        return "%016x".formatted(id.body());
    }

    private static int differing(byte[] a, byte[] b, int bits) {
        int differing = 0;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            differing += (a[bit / 8] & mask) == (b[bit / 8] & mask) ? 0 : 1;
        }
        return differing;
    }

    /** Assets alike in parts, by their simprints; types that the index does not hold are skipped. */
    List<ChunkMatch> chunks() {
        List<ChunkMatch> matches = new ArrayList<>();
        for (Asset asset : assets) {
            Map<String, TypeMatch> types = new LinkedHashMap<>();
            query.simprints().forEach((type, texts) -> {
                TypeMatch match = stored(asset, type).isEmpty() ? null : match(type, texts, stored(asset, type));
                if (match != null) {
                    types.put(type, match);
                }
            });
            if (!types.isEmpty() && !asset.id().equals(query.self())) {
                double sum = 0;
                for (TypeMatch match : types.values()) {
                    sum += match.score();
                }
                matches.add(new ChunkMatch(asset.id(), sum / types.size(), types, asset.metadata()));
            }
        }
        matches.sort(Comparator.comparingDouble((ChunkMatch match) -> -match.score())
                .thenComparing(match -> number(match.id())));
        return matches;
    }

    private static List<PlacedSimprint> stored(Asset asset, String type) {
        return Objects.requireNonNull(asset.simprints()).getOrDefault(type, List.of());
    }

    private @Nullable TypeMatch match(String type, List<String> texts, List<PlacedSimprint> stored) {
        List<Chunk> chunks = new ArrayList<>();
        double found = 0;
        double worth = 0;
        for (String text : texts) {
            Simprint asked = Simprint.parse(text);
            PlacedSimprint best = best(asked, stored);
            if (best == null) {
                worth += idf(frequency(type, asked));
            } else {
                int frequency = frequency(type, best.simprint());
                double similarity = similarity(asked, best.simprint());
                found += idf(frequency) * similarity;
                worth += idf(frequency);
                chunks.add(new Chunk(asked.text(), best.simprint().text(), similarity, frequency, best.offset(),
                        best.size()));
            }
        }
        return chunks.isEmpty() ? null : new TypeMatch(found / worth, chunks.size(), texts.size(), chunks);
    }

    /** Of the nearest the one with the least offset, then the least size. */
    private static @Nullable PlacedSimprint best(Simprint asked, List<PlacedSimprint> stored) {
        return stored.stream().filter(one -> similarity(asked, one.simprint()) >= THRESHOLD)
                .min(Comparator.comparingDouble((PlacedSimprint one) -> -similarity(asked, one.simprint()))
                        .thenComparingLong(PlacedSimprint::offset).thenComparingLong(PlacedSimprint::size))
                .orElse(null);
    }

    private static double similarity(Simprint a, Simprint b) {
        return 1.0 - (double) differing(a.bytes(), b.bytes(), a.bits()) / a.bits();
    }

    private int frequency(String type, Simprint simprint) {
        Set<IsccId> having = new HashSet<>();
        for (Asset asset : assets) {
            if (stored(asset, type).stream().anyMatch(one -> one.simprint().equals(simprint))) {
                having.add(asset.id());
            }
        }
        return having.size();
    }

    private double idf(int frequency) {
        return Math.log(1 + (double) assets.size() / (1 + frequency));
    }
}
