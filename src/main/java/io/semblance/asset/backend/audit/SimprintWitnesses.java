package io.semblance.asset.backend.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.ChunkScoring;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.IndexMeta.SimprintFigures;
import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.SimprintTables;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccId;
import io.semblance.code.Simprint;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.RecordFile;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/**
 * Witness answers for parts of assets, as {@link Witnesses} are for whole ones: a few simprints of a few stored assets are
 * compared with every simprint of the record, in one pass.
 */
public final class SimprintWitnesses {

    private final ReadTransaction tx;
    private final double threshold;
    private final int realm;

    private SimprintWitnesses(ReadTransaction tx, double threshold) {
        this.tx = tx;
        this.threshold = threshold;
        this.realm = IndexMeta.realm(tx);
    }

    /** Picks at most so many assets with simprints, spread over all, always the same of one state, and answers for them. */
    public static List<SimprintWitness> sample(RecordFile record, int number, double threshold) {
        return record.read(tx -> {
            SimprintWitnesses witnesses = new SimprintWitnesses(tx, threshold);
            return witnesses.answer(Sample.of(tx, Table.SIMPRINTS, number, record.sequence()).stream()
                    .map(witnesses::ask).toList());
        });
    }

    /**
     * Answers again to the same queries.
     *
     * @throws DamagedRecordException if the record has no such simprints
     */
    public static List<SimprintWitness> again(RecordFile record, List<SimprintWitness> before, double threshold) {
        return record.read(tx -> {
            SimprintWitnesses witnesses = new SimprintWitnesses(tx, threshold);
            return witnesses.answer(before.stream().map(witnesses::ask).toList());
        });
    }

    private Asked ask(long id) {
        Map<String, List<Simprint>> queries = new LinkedHashMap<>();
        PackedSimprints.decode(StoredAssets.simprints(tx, id)).forEach((type, placed) -> {
            List<Simprint> different = placed.stream().map(PlacedSimprint::simprint).distinct().toList();
            List<Simprint> some = new ArrayList<>();
            int number = Math.min(different.size(), SimprintWitness.OF_A_TYPE);
            for (int i = 0; i < number; i++) {
                some.add(different.get(i * different.size() / number));
            }
            queries.put(type, some);
        });
        return new Asked(new IsccId(realm, id).text(), queries);
    }

    private Asked ask(SimprintWitness before) {
        Map<String, SimprintFigures> known = IndexMeta.simprints(tx);
        Map<String, List<Simprint>> queries = new LinkedHashMap<>();
        before.queries().forEach((type, texts) -> {
            List<Simprint> simprints = texts.stream().map(Simprint::parse).toList();
            SimprintFigures figures = known.get(type);
            if (figures == null || simprints.stream().anyMatch(simprint -> simprint.bits() != figures.bits())) {
                throw new DamagedRecordException("it has no such simprints of type " + type
                        + " as the witness for " + before.asset() + " asks for", null);
            }
            queries.put(type, simprints);
        });
        return new Asked(before.asset(), queries);
    }

    private List<SimprintWitness> answer(List<Asked> asked) {
        if (!asked.isEmpty()) {
            tx.scan(Table.SIMPRINTS, new byte[0], (key, packed) -> {
                long id = Keys.id(key);
                Map<String, List<PlacedSimprint>> stored = PackedSimprints.decode(packed);
                asked.forEach(query -> query.compare(id, stored));
                return true;
            });
        }
        return asked.stream().map(Asked::witness).toList();
    }

    /** One query on its way over all assets. */
    private final class Asked {

        private final String asset;
        private final Map<String, List<Simprint>> queries;
        private final Map<String, ChunkScoring> scorings = new LinkedHashMap<>();
        private final BestMatches best = new BestMatches();

        Asked(String asset, Map<String, List<Simprint>> queries) {
            this.asset = asset;
            this.queries = queries;
            long assets = tx.entries(Table.ASSETS);
            queries.keySet().forEach(type -> scorings.put(type,
                    new ChunkScoring(assets, simprint -> SimprintTables.frequency(tx, type, simprint))));
        }

        /** The score of an asset is the mean of those of the types in which it matches. */
        void compare(long id, Map<String, List<PlacedSimprint>> stored) {
            double sum = 0;
            int types = 0;
            for (Map.Entry<String, ChunkScoring> type : scorings.entrySet()) {
                List<PlacedSimprint> ofType = stored.getOrDefault(type.getKey(), List.of());
                ChunkScoring.Sum score = type.getValue().sum();
                if (score(queries.getOrDefault(type.getKey(), List.of()), ofType, score)) {
                    sum += score.score();
                    types++;
                }
            }
            if (types > 0) {
                best.add(id, sum / types);
            }
        }

        /** Whether any of them is near enough. */
        private boolean score(List<Simprint> asked, List<PlacedSimprint> stored, ChunkScoring.Sum score) {
            ChunkScoring.@Nullable Hit[] hits = new ChunkScoring.@Nullable Hit[asked.size()];
            boolean any = false;
            for (int i = 0; i < hits.length; i++) {
                hits[i] = nearest(asked.get(i), stored);
                any |= hits[i] != null;
            }
            for (int i = 0; any && i < hits.length; i++) {
                ChunkScoring.Hit hit = hits[i];
                if (hit == null) {
                    score.missed(asked.get(i));
                } else {
                    score.found(hit.stored().simprint(), hit.similarity());
                }
            }
            return any;
        }

        private ChunkScoring.@Nullable Hit nearest(Simprint asked, List<PlacedSimprint> stored) {
            ChunkScoring.Hit nearest = null;
            for (PlacedSimprint candidate : stored) {
                double similarity = ChunkScoring.similarity(asked, candidate.simprint());
                if (similarity >= threshold && (nearest == null || similarity >= nearest.similarity())) {
                    ChunkScoring.Hit hit = new ChunkScoring.Hit(candidate, similarity);
                    nearest = hit.isBetterThan(nearest) ? hit : nearest;
                }
            }
            return nearest;
        }

        SimprintWitness witness() {
            Map<String, List<String>> texts = new LinkedHashMap<>();
            queries.forEach((type, simprints) -> texts.put(type, simprints.stream().map(Simprint::text).toList()));
            return new SimprintWitness(asset, texts, best.number(), best.first(realm));
        }
    }
}
