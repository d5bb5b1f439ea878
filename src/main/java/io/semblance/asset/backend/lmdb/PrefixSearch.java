package io.semblance.asset.backend.lmdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.AnswerBytes;
import io.semblance.asset.Asset;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchReport;
import io.semblance.asset.SearchResult;
import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.Postings;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.record.ReadTransaction;

/**
 * One search by prefix. A stored unit matches a query unit of its type if one is a prefix of the other; what counts is
 * how many bits of the longest query unit of that type that covers. Score = sum of the types' scores / number of query
 * units, so that a query of four units of which two match scores at most one half.
 */
final class PrefixSearch {

    private final ReadTransaction tx;
    private final Query query;
    private final int limit;
    private final AnswerShare share;

    PrefixSearch(ReadTransaction tx, Query query, int limit, AnswerShare share) {
        this.tx = tx;
        this.query = query;
        this.limit = limit;
        this.share = share;
    }

    SearchResult search(long sequence, long askedNanos) {
        long started = System.nanoTime();
        Map<String, Integer> queryBits = new LinkedHashMap<>();
        query.units().forEach(unit -> queryBits.merge(unit.type().name(), unit.bits(), Math::max));
        Map<Long, Map<String, Integer>> matchedBits = new LinkedHashMap<>();
        long[] work = new long[2];
        List<TypeReport> types = new ArrayList<>();
        for (IsccUnit unit : query.units()) {
            long began = System.nanoTime();
            long read = Postings.find(tx, unit, (id, bytes) -> {
                work[1] += bytes;
                matchedBits.computeIfAbsent(id, none -> candidate()).merge(unit.type().name(),
                        Math.min(unit.bits(), bytes * 8), Math::max);
            });
            work[0] += read;
            types.add(TypeReport.exact(unit.type().name(), 0, "prefix", read, System.nanoTime() - began));
        }
        if (query.self() != null) {
            matchedBits.remove(query.self().body());
        }
        List<GlobalMatch> matches = matches(matchedBits, queryBits);
        SearchReport report = new SearchReport(true, plan(), work[0], work[1], matchedBits.size(), 0,
                started - askedNanos, System.nanoTime() - started, sequence, types);
        Asset self = query.self() == null ? null : StoredAssets.find(tx, query.self(), false);
        return new SearchResult(matches, List.of(), self, report);
    }

    private Map<String, Integer> candidate() {
        share.take(AnswerBytes.CANDIDATE);
        return new LinkedHashMap<>();
    }

    private String plan() {
        return query.simprints().isEmpty() ? "prefix" : "prefix; simprints=not-searched";
    }

    private List<GlobalMatch> matches(Map<Long, Map<String, Integer>> matchedBits, Map<String, Integer> queryBits) {
        int realm = IndexMeta.realm(tx);
        List<GlobalMatch> matches = new ArrayList<>(matchedBits.size());
        matchedBits.forEach((id, bits) -> {
            Map<String, Double> types = new LinkedHashMap<>();
            bits.forEach((type, matched) -> types.put(type, (double) matched / queryBits.getOrDefault(type, matched)));
            double sum = types.values().stream().mapToDouble(Double::doubleValue).sum();
            matches.add(new GlobalMatch(new IsccId(realm, id), sum / query.units().size(), types, null));
        });
        return matches.stream().sorted(Scoring.BEST_FIRST).limit(limit).map(this::withMetadata).toList();
    }

    private GlobalMatch withMetadata(GlobalMatch match) {
        GlobalMatch complete = new GlobalMatch(match.id(), match.score(), match.types(),
                StoredAssets.metadata(tx, match.id().body()));
        share.take(AnswerBytes.of(complete));
        return complete;
    }
}
