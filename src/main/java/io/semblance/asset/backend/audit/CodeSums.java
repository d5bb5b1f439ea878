package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.stored.DerivedState;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.Simprint;
import io.semblance.code.TypeNames;
import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;

/**
 * Codes by type as their number and the sum of a hash of each, with asset, position and length: two collections that are
 * summed in different orders compare equal if they hold the same codes, and other ones by a chance of one in 2^64.
 */
final class CodeSums implements DerivedState.CodeVisitor {

    private final Map<String, Sum> sums = new TreeMap<>();

    private static final class Sum {
        private long number;
        private long hashes;
    }

    @Override
    public void code(String type, long id, int tag, int bits, long w0, long w1, long w2, long w3) {
        Sum sum = sums.computeIfAbsent(type, none -> new Sum());
        sum.number++;
        sum.hashes += mixed(w3 + mixed(w2 + mixed(w1 + mixed(w0 + mixed(id + mixed(((long) bits << 32) + tag))))));
    }

    /**
     * What a search compares of an asset: of several units of one type the last, and no INSTANCE codes, which are looked up in
     * the record.
     */
    void add(long id, ByteBuffer packedUnits, @Nullable Map<String, List<PlacedSimprint>> simprints) {
        Map<String, Runnable> units = new LinkedHashMap<>();
        PackedUnits.visit(packedUnits, (key, bits, w0, w1, w2, w3) -> {
            UnitType type = UnitType.ofKey(key);
            if (!type.isInstance()) {
                units.put(type.name(), () -> code(type.name(), id, 0, bits, w0, w1, w2, w3));
            }
        });
        units.values().forEach(Runnable::run);
        if (simprints != null) {
            simprints.forEach((type, list) -> {
                for (int tag = 0; tag < list.size(); tag++) {
                    Simprint one = list.get(tag).simprint();
                    code(TypeNames.ofSimprints(type), id, tag, one.bits(), one.w0(), one.w1(), one.w2(), one.w3());
                }
            });
        }
    }

    /** How these, of the record, differ from those in memory, as a clause for each type; empty if they do not. */
    String differenceFrom(CodeSums memory) {
        TreeSet<String> types = new TreeSet<>(sums.keySet());
        types.addAll(memory.sums.keySet());
        StringBuilder words = new StringBuilder();
        for (String type : types) {
            Sum here = sums.getOrDefault(type, new Sum());
            Sum there = memory.sums.getOrDefault(type, new Sum());
            if (here.number != there.number || here.hashes != there.hashes) {
                words.append(words.isEmpty() ? "" : ", ").append(type).append(" has ").append(here.number)
                        .append(here.number == there.number
                                ? " codes in both, and not the same ones"
                                : " codes in the record and " + there.number + " in memory");
            }
        }
        return words.toString();
    }

    /** Spreads every bit over all (the finaliser of MurmurHash3). */
    private static long mixed(long value) {
        long bits = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
