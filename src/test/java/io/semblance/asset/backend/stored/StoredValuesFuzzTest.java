package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.semblance.asset.Asset;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.RandomAssets;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.proof.Fuzzing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * S1: a value of the record that was damaged is read as another value or refused by an exception; it takes no memory for
 * what it merely states, and reading it comes to an end.
 */
class StoredValuesFuzzTest {

    private static final long SECONDS = 3;
    private static final IsccId ID = new IsccId(0, 1L << 12);

    private static List<byte[]> seeds(Function<Asset, byte[]> encode) {
        RandomAssets assets = new RandomAssets(new SplittableRandom(1), 50);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            seeds.add(encode.apply(assets.asset()));
        }
        return seeds;
    }

    private static String outcome(byte[] input, UnaryOperator<byte[]> again) {
        byte[] back;
        try {
            back = again.apply(input);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException refused) {
            return refused.getClass().getSimpleName();
        }
        assertThat(again.apply(back)).isEqualTo(back);
        return "read, length " + back.length / 64;
    }

    @Test
    void assets() {
        Fuzzing.of("asset-value", seeds(AssetValue::encode)).run(SECONDS, input -> outcome(input, bytes -> {
            AssetValue.decodeMetadata(ByteBuffer.wrap(bytes));
            return AssetValue.encode(AssetValue.decode(ID, ByteBuffer.wrap(bytes)));
        }));
    }

    @Test
    void units() {
        Fuzzing.of("units-value", seeds(asset -> PackedUnits.encode(asset.units())))
                .run(SECONDS, input -> outcome(input, bytes -> {
                    List<IsccUnit> units = PackedUnits.decode(ByteBuffer.wrap(bytes));
                    return PackedUnits.encode(units);
                }));
    }

    @Test
    void simprints() {
        Fuzzing.of("simprints-value", seeds(asset -> PackedSimprints.encode(withoutEmpty(asset.simprints()))))
                .run(SECONDS, input -> outcome(input, bytes -> {
                    ByteBuffer packed = ByteBuffer.wrap(bytes);
                    PackedSimprints.visit(packed, "CONTENT_TEXT_V0", (position, w0, w1, w2, w3) -> {
                    });
                    PackedSimprints.visit(packed, "NONE", (position, w0, w1, w2, w3) -> {
                    });
                    return PackedSimprints.encode(withoutEmpty(PackedSimprints.decode(packed)));
                }));
    }

    private static Map<String, List<PlacedSimprint>> withoutEmpty(
            @Nullable Map<String, List<PlacedSimprint>> simprints) {
        Map<String, List<PlacedSimprint>> kept = new LinkedHashMap<>(
                Objects.requireNonNullElse(simprints, Map.of()));
        kept.values().removeIf(List::isEmpty);
        return kept;
    }
}
