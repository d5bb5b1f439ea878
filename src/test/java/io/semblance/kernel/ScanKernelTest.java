package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.semblance.proof.Seeds;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanKernelTest {

    private static final int[] LENGTHS = IntStream.rangeClosed(1, 32).map(i -> i * 8).toArray();

    private final ScanKernel scalar = new ScalarKernel();
    private final ScanKernel panama = new PanamaKernel();

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64, 72, 96, 128, 160, 192, 200, 224, 256})
    void scalarFindsWhatComparingBitByBitFinds(int storedBits) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        try (CodeBlocks blocks = filled(random, storedBits, 700); BlocksView view = blocks.publish()) {
            for (int bits : LENGTHS) {
                int compared = Math.min(bits, storedBits);
                for (int limit : new int[]{-1, 0, compared / 4, compared / 2, compared}) {
                    long[] query = query(random, view, bits);
                    ScanQuery scan = new ScanQuery(storedBits, query, bits, limit, new Hits());
                    scalar.scan(view, 0, view.chunks(), scan);
                    assertThat(Codes.hits(scan.hits()))
                            .describedAs("seed %d, query of %d bits, limit %d", seed, bits, limit)
                            .isEqualTo(Codes.expected(view, query, bits, limit));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64, 88, 96, 128, 160, 192, 224, 248, 256})
    void panamaFindsWhatScalarFinds(int storedBits) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        for (int count : new int[]{0, 1, 7, 8, 9, 1023, 1024, 1025, 5003}) {
            try (CodeBlocks blocks = filled(random, storedBits, count); BlocksView view = blocks.publish()) {
                for (int round = 0; round < 12; round++) {
                    compare(view, queries(random, view, 1 + random.nextInt(40)), "seed " + seed + ", count " + count);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 192, 256})
    void codesThatDifferOnlyBeyondTheLeadingWordsAreToldApart(int storedBits) {
        long seed = Seeds.next();
        Random random = new Random(seed);
        long[] common = Codes.random(random, storedBits);
        try (CodeBlocks blocks = new CodeBlocks(storedBits, false)) {
            for (int i = 0; i < 4000; i++) {
                long[] code = common.clone();
                code[storedBits / 64 - 1] = random.nextLong();
                blocks.append(i, 0, code[0], code[1], code[2], code[3]);
            }
            try (BlocksView view = blocks.publish()) {
                for (int limit : new int[]{0, 8, 16, 24, 32, 40}) {
                    compare(view, new ScanQuery[]{new ScanQuery(storedBits, common, storedBits, limit, new Hits())},
                            "seed " + seed);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 3, 24", "47, 2, 16", "20, 1, 8", "90, 4, 32"})
    void severalQueriesWithFarLimitsCompareFewerWords(int limit, int words, int bytes) {
        Random random = new Random(7);
        try (CodeBlocks blocks = new CodeBlocks(256, false)) {
            for (int i = 0; i < 3000; i++) {
                long[] code = Codes.random(random, 256);
                blocks.append(i, 0, code[0], code[1], code[2], code[3]);
            }
            try (BlocksView view = blocks.publish()) {
                ScanQuery query = new ScanQuery(256, Codes.random(random, 256), 256, limit, new Hits());
                panama.scan(view, 0, view.chunks(), query, query.twin(new Hits()));
                assertThat(query.lead).isEqualTo(words);
                assertThat(query.codes()).isEqualTo(3000);
                assertThat(query.bytes()).isEqualTo(3000L * bytes);
            }
        }
    }

    @Test
    void aNarrowedLimitHoldsFromTheNextChunkOn() {
        try (CodeBlocks blocks = new CodeBlocks(64, false)) {
            for (int i = 0; i < 3 * Chunk.SLOTS; i++) {
                blocks.append(i, 0, 1L, 0, 0, 0);
            }
            try (BlocksView view = blocks.publish()) {
                ScanQuery query = new ScanQuery(64, new long[4], 64, 1, new Hits());
                panama.scan(view, 0, 1, query);
                query.limit(0);
                panama.scan(view, 1, 3, query);
                assertThat(query.hits().size()).isEqualTo(Chunk.SLOTS);
            }
        }
    }

    @Test
    void aClosedViewIsNotScanned() {
        try (CodeBlocks blocks = new CodeBlocks(64, false)) {
            BlocksView view = blocks.publish();
            view.close();
            for (ScanKernel kernel : new ScanKernel[]{scalar, panama}) {
                assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> kernel.scan(view, 0, 0));
            }
        }
    }

    @Test
    void aQueryForOtherBlocksIsRefused() {
        try (CodeBlocks blocks = new CodeBlocks(64, false); BlocksView view = blocks.publish()) {
            ScanQuery other = new ScanQuery(256, new long[4], 256, 1, new Hits());
            for (ScanKernel kernel : new ScanKernel[]{scalar, panama}) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> kernel.scan(view, 0, 0, other));
            }
        }
    }

    private void compare(BlocksView view, ScanQuery[] queries, String what) {
        ScanQuery[] twins = new ScanQuery[queries.length];
        for (int i = 0; i < queries.length; i++) {
            twins[i] = queries[i].twin(new Hits());
        }
        int middle = view.chunks() / 2;
        scalar.scan(view, 0, view.chunks(), queries);
        panama.scan(view, 0, middle, twins);
        panama.scan(view, middle, view.chunks(), twins);
        for (int i = 0; i < queries.length; i++) {
            assertThat(Codes.hits(twins[i].hits()))
                    .describedAs("%s, %d bits compared, limit %d", what, queries[i].bits(), queries[i].limit())
                    .isEqualTo(Codes.hits(queries[i].hits()));
        }
    }

    private static CodeBlocks filled(Random random, int bits, int count) {
        CodeBlocks blocks = new CodeBlocks(bits, true);
        long[] last = Codes.random(random, bits);
        for (int i = 0; i < count; i++) {
            last = random.nextInt(3) == 0
                    ? Codes.random(random, bits)
                    : Codes.near(random, last, bits, random.nextInt(9));
            blocks.append(random.nextLong(), random.nextInt(), last[0], last[1], last[2], last[3]);
        }
        return blocks;
    }

    private static ScanQuery[] queries(Random random, BlocksView view, int count) {
        ScanQuery[] queries = new ScanQuery[count];
        for (int i = 0; i < count; i++) {
            int bits = LENGTHS[random.nextInt(LENGTHS.length)];
            int compared = Math.min(bits, view.bits());
            int limit = switch (random.nextInt(5)) {
                case 0 -> -1;
                case 1 -> 0;
                case 2 -> compared;
                default -> random.nextInt(compared / 2);
            };
            queries[i] = new ScanQuery(view.bits(), query(random, view, bits), bits, limit, new Hits());
        }
        return queries;
    }

    private static long[] query(Random random, BlocksView view, int bits) {
        if (view.count() == 0 || random.nextInt(4) == 0) {
            return Codes.random(random, bits);
        }
        long[] query = Codes.near(random, Codes.words(view, random.nextInt(view.count())), view.bits(),
                random.nextInt(view.bits() / 4));
        for (int word = 0; word < 4; word++) {
            query[word] &= CodeWords.mask(bits, word);
        }
        return query;
    }
}
