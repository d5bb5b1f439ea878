package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.proof.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/**
 * A batch writes twins: the ids n and -n get the same code and the same length, or go together. Readers must always find
 * both twins, equal, and the batch that they were promised.
 */
class ConcurrentReadersTest {

    private static final int TWINS = 3000;
    private static final int BATCHES = 3000;
    /** The id whose code counts the batches. */
    private static final long CLOCK = TWINS + 1L;

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void readersSeeBatchesWholeWhileTheWriterWrites() throws Exception {
        long seed = Seeds.next();
        try (CodeColumn column = new CodeColumn(); ExecutorService readers = Executors.newFixedThreadPool(3)) {
            column.put(CLOCK, 64, 0, 0, 0, 0);
            try (SharedView shared = new SharedView(column.view())) {
                List<Future<Integer>> results = new ArrayList<>();
                for (ScanKernel kernel : List.of(new PanamaKernel(), new PanamaKernel(), new ScalarKernel())) {
                    results.add(readers.submit(reader(shared, kernel)));
                }
                write(column, shared, new Random(seed));
                done.set(true);
                for (Future<Integer> result : results) {
                    assertThat(result.get()).describedAs("seed %d", seed).isPositive();
                }
            }
            column.view().close();
        }
    }

    private void write(CodeColumn column, SharedView shared, Random random) {
        for (long batch = 1; batch <= BATCHES; batch++) {
            for (int i = 0; i < 20; i++) {
                change(column, random);
            }
            column.put(CLOCK, 64, batch, 0, 0, 0);
            shared.publish(column.view());
            acknowledged.set(batch);
        }
    }

    private static void change(CodeColumn column, Random random) {
        long id = random.nextLong(1, TWINS + 1);
        if (random.nextInt(4) == 0) {
            column.remove(id);
            column.remove(-id);
            return;
        }
        int bits = 64 << random.nextInt(3);
        long[] code = Codes.random(random, bits);
        column.put(id, bits, code[0], code[1], code[2], code[3]);
        column.put(-id, bits, code[0], code[1], code[2], code[3]);
    }

    private Callable<Integer> reader(SharedView shared, ScanKernel kernel) {
        return () -> {
            int rounds = 0;
            do {
                long promised = acknowledged.get();
                SharedView.Counted view = shared.acquire();
                try {
                    verify(view.view, kernel, promised);
                } finally {
                    shared.release(view);
                }
                rounds++;
            } while (!done.get());
            return rounds;
        };
    }

    private static void verify(ColumnView view, ScanKernel kernel, long promised) {
        for (BlocksView blocks : view.blocks()) {
            ScanQuery all = new ScanQuery(blocks.bits(), new long[4], 256, 256, new Hits());
            kernel.scan(blocks, 0, blocks.chunks(), all);
            Map<Long, List<Long>> stored = new HashMap<>();
            Codes.stored(blocks).forEach(code -> stored.put(code.id(), code.words()));
            List<Long> clock = stored.remove(CLOCK);
            if (clock != null) {
                assertThat(clock.getFirst()).isGreaterThanOrEqualTo(promised);
            }
            Map<Long, Integer> distances = new HashMap<>();
            Codes.hits(all.hits()).forEach(hit -> assertThat(distances.put(hit.id(), hit.distance())).isNull());
            distances.remove(CLOCK);
            assertThat(distances.keySet()).isEqualTo(stored.keySet());
            stored.forEach((id, words) -> {
                assertThat(stored.get(-id)).isEqualTo(words);
                assertThat(distances.get(id)).isEqualTo(words.stream().mapToInt(Long::bitCount).sum());
            });
        }
    }
}
