package io.semblance.asset.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The models of one type, one for each length that can be compared: unit lengths are multiples of 32 bits, those of simprints
 * multiples of 8. What no stored code is long enough for is assumed.
 */
public final class TypeModels {

    private static final int LONGEST = 256;
    private static final int STEP = 8;
    private static final int UNIT_STEP = 32;

    private final String type;
    private final long codes;
    private final @Nullable DistanceModel[] models;
    private final AtomicReferenceArray<double @Nullable []> tables;

    private TypeModels(String type, long codes, List<DistanceModel> estimated) {
        this.type = type;
        this.codes = codes;
        this.models = new @Nullable DistanceModel[LONGEST / STEP + 1];
        this.tables = new AtomicReferenceArray<>(models.length);
        estimated.forEach(model -> models[model.compared() / STEP] = model);
    }

    /**
     * Models as they were estimated before.
     *
     * @param codes codes that there were then
     */
    public static TypeModels of(String type, long codes, List<DistanceModel> estimated) {
        return new TypeModels(type, codes, estimated);
    }

    /** What is assumed of a type of which nothing is stored. */
    public static TypeModels assumed(String type) {
        return new TypeModels(type, 0, List.of());
    }

    /**
     * The models of a unit type by its stored codes.
     *
     * @param lengths the codes by length, ascending
     */
    public static TypeModels ofUnits(String type, List<? extends StoredCodes> lengths) {
        List<? extends StoredCodes> some = lengths.stream().filter(codes -> codes.count() > 0).toList();
        List<DistanceModel> models = new ArrayList<>();
        int above = 0;
        for (int i = 0; i < some.size(); i++) {
            int longest = some.get(i).bits();
            models.addAll(
                    new PairSample(type, some.subList(i, some.size()), above, longest, UNIT_STEP).models());
            above = longest;
        }
        return new TypeModels(type, StoredCodes.count(some), models);
    }

    /** The model of a simprint type, at the one width that its simprints have. */
    public static TypeModels ofSimprints(String type, StoredCodes simprints) {
        int bits = simprints.bits();
        return new TypeModels(type, simprints.count(),
                new PairSample(type, List.of(simprints), bits - STEP, bits, STEP).models());
    }

    /** The type's name; that of a simprint type has the prefix {@code SIMPRINT_}. */
    public String type() {
        return type;
    }

    /** Codes that there were when they were estimated. */
    public long codes() {
        return codes;
    }

    /** The model for a compared length, a multiple of 8 up to 256. */
    public DistanceModel at(int compared) {
        DistanceModel model = models[compared / STEP];
        return model == null ? AssumedModels.of(type, compared) : model;
    }

    /** The lengths for which there is an estimate, ascending. */
    public List<DistanceModel> estimated() {
        List<DistanceModel> estimated = new ArrayList<>();
        for (DistanceModel model : models) {
            if (model != null) {
                estimated.add(model);
            }
        }
        return estimated;
    }

    /** Bits of evidence of so many differing bits among those compared. */
    public double bits(int differing, int compared) {
        double[] table = table(compared);
        if (Double.isNaN(table[differing])) {
            table[differing] = at(compared).bits(differing);
        }
        return table[differing];
    }

    /** The largest distance that has at least so many bits of evidence; -1 if none has, all there are if all have. */
    public int limit(double bits, int compared) {
        int enough = -1;
        int tooFar = compared + 1;
        while (tooFar - enough > 1) {
            int middle = (enough + tooFar) / 2;
            if (bits(middle, compared) >= bits) {
                enough = middle;
            } else {
                tooFar = middle;
            }
        }
        return enough;
    }

    /** What was computed of a length so far; several threads may fill in the same numbers. */
    private double[] table(int compared) {
        double[] table = tables.get(compared / STEP);
        if (table == null) {
            table = new double[compared + 1];
            Arrays.fill(table, Double.NaN);
            tables.set(compared / STEP, table);
        }
        return table;
    }
}
