package io.semblance.asset.backend.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.evidence.StoredCodes;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.IsccUnit;
import io.semblance.code.TypeNames;
import io.semblance.code.UnitType;

/** The models of each type, made anew for each search. */
final class MemoryModels {

    private MemoryModels() {
    }

    static TypeModels ofUnits(Collection<Asset> assets, UnitType type) {
        Map<Integer, List<long[]>> byLength = new TreeMap<>();
        for (Asset asset : assets) {
            for (IsccUnit unit : asset.units()) {
                if (unit.type().equals(type)) {
                    byLength.computeIfAbsent(unit.bits(), none -> new ArrayList<>())
                            .add(new long[]{unit.w0(), unit.w1(), unit.w2(), unit.w3()});
                }
            }
        }
        List<StoredCodes> lengths = new ArrayList<>();
        byLength.forEach((bits, codes) -> lengths.add(new Codes(bits, codes)));
        return TypeModels.ofUnits(type.name(), lengths);
    }

    static TypeModels ofSimprints(Collection<Asset> assets, String type, int bits) {
        List<long[]> codes = new ArrayList<>();
        for (Asset asset : assets) {
            if (asset.simprints() != null) {
                asset.simprints().getOrDefault(type, List.of()).forEach(placed -> codes.add(new long[]{
                        placed.simprint().w0(), placed.simprint().w1(), placed.simprint().w2(),
                        placed.simprint().w3()}));
            }
        }
        return TypeModels.ofSimprints(TypeNames.ofSimprints(type), new Codes(bits, codes));
    }

    private record Codes(int bits, List<long[]> codes) implements StoredCodes {

        @Override
        public int count() {
            return codes.size();
        }

        @Override
        public long word(int code, int word) {
            return codes.get(code)[word];
        }
    }
}
