package io.semblance.asset.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;

/**
 * Weighs assets against the units of one query. An asset is begun, its units are told one by one, then it is judged. Where the
 * query has several units of a type the best counts, and the choice among them is taken off its evidence. An INSTANCE that
 * differs says nothing and counts as none; one that agrees has as many bits as were compared, for it is a hash.
 *
 * <p>
 * <b>What need not be looked at.</b> An asset matches if the sum of its evidence over T types reaches a limit B(T). A sum of T
 * numbers reaches B only if one of them reaches B / T. So an asset that in every type stays below the least of these B(T) / T
 * cannot match, and {@link #limit} tells for each type and length the distance that this is: a scan up to it misses nothing.
 *
 * <p>
 * Not thread-safe.
 */
public final class UnitJudging {

    /** Above any sum of evidence, so that identity comes first. */
    private static final double IDENTITY = 1e6;

    private final List<IsccUnit> query;
    private final Judging judging;
    private final long assets;
    private final Function<UnitType, TypeModels> modelsOf;
    private final List<UnitType> types = new ArrayList<>();
    private final List<TypeModels> models = new ArrayList<>();
    private final int[] typeOf;
    private final double[] choice;
    private final double needed;
    private final double neededOfOneType;
    private final @Nullable TypeEvidence[] best;

    /**
     * @param assets number of assets in the index
     * @param modelsOf the models of a type
     */
    public UnitJudging(List<IsccUnit> query, Judging judging, long assets, Function<UnitType, TypeModels> modelsOf) {
        this.query = query;
        this.judging = judging;
        this.assets = assets;
        this.modelsOf = modelsOf;
        this.typeOf = new int[query.size()];
        double[] units = new double[query.size()];
        for (int i = 0; i < typeOf.length; i++) {
            UnitType type = query.get(i).type();
            if (!types.contains(type)) {
                types.add(type);
                models.add(modelsOf.apply(type));
            }
            typeOf[i] = types.indexOf(type);
            units[typeOf[i]]++;
        }
        this.choice = Arrays.stream(units).map(count -> Math.log(Math.max(1, count)) / DistanceModel.LN2).toArray();
        this.best = new @Nullable TypeEvidence[types.size()];
        this.needed = judging.needed(assets);
        this.neededOfOneType = SumOfEvidence
                .ofOneType((int) types.stream().filter(type -> !type.isInstance()).count(), needed);
    }

    /** Bits from which on an asset matches. */
    public double needed() {
        return needed;
    }

    /** Bits that an asset that matches has in at least one type, unless its INSTANCE agrees; infinite if there is no other. */
    public double neededOfOneType() {
        return neededOfOneType;
    }

    /** The largest distance to a unit at which an asset can match by evidence; -1 for none. */
    public int limit(IsccUnit unit, int compared) {
        int type = types.indexOf(unit.type());
        return models.get(type).limit(neededOfOneType() + choice[type] - 1e-9, compared);
    }

    /** Begins the next asset. */
    public void begin() {
        Arrays.fill(best, null);
    }

    /** Tells a unit of the asset: the key of its type, its length and its words. */
    public void unit(int type, int bits, long w0, long w1, long w2, long w3) {
        for (int i = 0; i < typeOf.length; i++) {
            IsccUnit unit = query.get(i);
            if (unit.type().key() == type) {
                int compared = Nphd.commonBits(unit.bits(), bits);
                add(typeOf[i], compared,
                        Nphd.differing(unit.w0(), unit.w1(), unit.w2(), unit.w3(), w0, w1, w2, w3, compared));
            }
        }
    }

    /** Begins an asset and tells all its units. */
    public void asset(List<IsccUnit> units) {
        begin();
        units.forEach(unit -> unit(unit.type().key(), unit.bits(), unit.w0(), unit.w1(), unit.w2(), unit.w3()));
    }

    private void add(int type, int compared, int differing) {
        boolean isInstance = types.get(type).isInstance();
        if (isInstance && differing > 0) {
            return;
        }
        double bits = isInstance ? compared : models.get(type).bits(differing, compared);
        double chosen = Math.max(0, bits - choice[type]);
        TypeEvidence before = best[type];
        if (before == null || chosen > before.bits()) {
            best[type] = new TypeEvidence(types.get(type), differing, compared, chosen);
        }
    }

    private List<TypeEvidence> shared() {
        List<TypeEvidence> shared = new ArrayList<>(best.length);
        for (TypeEvidence type : best) {
            if (type != null) {
                shared.add(type);
            }
        }
        return shared;
    }

    /** Bits of evidence of the asset; 0 if it shares no type with the query. */
    public double bits() {
        double sum = 0;
        int count = 0;
        for (TypeEvidence type : best) {
            if (type != null) {
                sum += type.bits();
                count++;
            }
        }
        return count == 0 ? 0 : SumOfEvidence.bits(count, sum);
    }

    /** Whether the asset matches by evidence: it is identical, or its chance is below the largest that is allowed. */
    public boolean matches() {
        List<TypeEvidence> shared = shared();
        return !shared.isEmpty() && (VerdictRules.isIdentity(shared) || bits() > needed());
    }

    /** What assets are ordered by: identity first, then bits. */
    public double rank() {
        return VerdictRules.isIdentity(shared()) ? IDENTITY + bits() : bits();
    }

    /** What an answer says of the asset. */
    public MatchEvidence evidence() {
        List<TypeEvidence> shared = shared();
        Map<String, Double> named = new LinkedHashMap<>();
        shared.forEach(type -> named.put(type.type().name(), type.bits()));
        return MatchEvidence.of(bits(), assets, named, VerdictRules.of(shared, needed()));
    }

    /** Whether an asset of which parts match, with so many bits in all, matches by evidence. */
    public boolean matchesInParts(double bits) {
        return bits > needed;
    }

    /** What an answer says of an asset of which parts match, with so many bits in all and by type. */
    public MatchEvidence ofParts(double bits, Map<String, Double> byType) {
        return MatchEvidence.of(bits, assets, byType, null);
    }

    /**
     * Whether two stored assets are near-identical versions of one work: one INSTANCE; or else CONTENT, where both have one of a
     * type, or else DATA, that is alike to {@value VerdictRules#VERSION} and not by chance.
     */
    public boolean areVersions(List<IsccUnit> a, List<IsccUnit> b) {
        List<TypeEvidence> pairs = new ArrayList<>();
        for (IsccUnit one : a) {
            for (IsccUnit other : b) {
                if (one.type().equals(other.type())) {
                    pairs.add(pair(one, other));
                }
            }
        }
        if (pairs.stream().anyMatch(pair -> pair.type().isInstance() && pair.differing() == 0
                && pair.compared() >= VerdictRules.IDENTITY_BITS)) {
            return true;
        }
        TypeEvidence content = VerdictRules.find(pairs, MainType.CONTENT);
        TypeEvidence telling = content == null ? VerdictRules.find(pairs, MainType.DATA) : content;
        return telling != null && telling.similarity() >= VerdictRules.VERSION && telling.bits() > needed();
    }

    private TypeEvidence pair(IsccUnit one, IsccUnit other) {
        int compared = Nphd.commonBits(one.bits(), other.bits());
        int differing = Nphd.differing(one, other);
        double bits = one.type().isInstance() ? 0 : modelsOf.apply(one.type()).bits(differing, compared);
        return new TypeEvidence(one.type(), differing, compared, bits);
    }

    /** The models of what is compared with a unit; the one that is assumed where none is estimated yet. */
    private static List<DistanceModel> shown(TypeModels ofType, int bits) {
        List<DistanceModel> estimated = ofType.estimated();
        return estimated.isEmpty()
                ? List.of(ofType.at(bits))
                : estimated.stream().filter(model -> model.compared() <= bits).toList();
    }

    /** What was judged by, for those who ask how. */
    public EvidenceReport report() {
        List<EvidenceReport.Model> all = new ArrayList<>();
        for (int i = 0; i < query.size(); i++) {
            IsccUnit unit = query.get(i);
            if (!unit.type().isInstance()) {
                int type = typeOf[i];
                shown(models.get(type), unit.bits()).stream()
                        .map(model -> new EvidenceReport.Model(models.get(type).type(), model,
                                limit(unit, model.compared())))
                        .forEach(all::add);
            }
        }
        boolean isLimited = judging.match() == Judging.Match.EVIDENCE && neededOfOneType < Double.POSITIVE_INFINITY;
        return new EvidenceReport(assets, judging.maxChance(), needed(), isLimited ? neededOfOneType : 0,
                all.stream().distinct().toList());
    }
}
