package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.semblance.proof.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanPoolTest {

    /** A search whose answer is the set of its hits; it compares it with what bit-by-bit comparison of the view gives. */
    private static final class Search implements ScanRequest<SharedView.Counted, Set<Codes.Hit>> {

        private final long[] query;
        private final int bits;
        private final int divisor;
        private final boolean check;

        Search(long[] query, int bits, int divisor, boolean check) {
            this.query = query;
            this.bits = bits;
            this.divisor = divisor;
            this.check = check;
        }

        @Override
        public List<ScanPart> plan(SharedView.Counted view) {
            return view.view.parts(query, bits, compared -> compared / divisor);
        }

        @Override
        public Set<Codes.Hit> finish(SharedView.Counted view, List<ScanPart> parts, ScanWork work) {
            Set<Codes.Hit> found = new HashSet<>();
            parts.forEach(part -> Codes.hits(part.hits()).forEach(hit -> assertThat(found.add(hit)).isTrue()));
            if (check) {
                Set<Codes.Hit> expected = new HashSet<>();
                for (BlocksView blocks : view.view.blocks()) {
                    expected.addAll(Codes.expected(blocks, query, bits, Math.min(bits, blocks.bits()) / divisor));
                }
                assertThat(found).isEqualTo(expected);
                assertThat(work.codes()).isEqualTo(view.view.count());
            }
            return found;
        }
    }

    private final CodeColumn column = new CodeColumn();
    private final long seed = Seeds.next();
    private final Random random = new Random(seed);
    private final SharedView source;
    private final ScanPool pool;

    ScanPoolTest() {
        fill(2000);
        source = new SharedView(column.view());
        pool = new ScanPool(new PanamaKernel(), 3, 1000);
    }

    @AfterEach
    void stop() {
        pool.close();
        source.close();
        column.close();
        assertThat(column.bytes()).describedAs("every view that the pool acquired was released").isZero();
    }

    @Test
    void answersAreThoseOfComparingBitByBitWhileAWriterWrites() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int client = 0; client < 24; client++) {
                Random own = new Random(random.nextLong());
                results.add(clients.submit(() -> {
                    int rounds = 0;
                    do {
                        int bits = 32 * (1 + own.nextInt(8));
                        pool.submit(source, new Search(Codes.random(own, bits), bits, 2 + own.nextInt(2), true)).get();
                        rounds++;
                    } while (!done.get());
                    return rounds;
                }));
            }
            for (int batch = 0; batch < 60; batch++) {
                fill(40);
                column.remove(random.nextInt(2000));
                source.publish(column.view());
            }
            done.set(true);
            for (Future<Integer> result : results) {
                assertThat(result.get()).describedAs("seed %d", seed).isPositive();
            }
        }
    }

    @Test
    void largeScansAreSplitAndFindTheSame() throws Exception {
        fill(60_000);
        source.publish(column.view());
        List<CompletableFuture<Set<Codes.Hit>>> futures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            futures.add(pool.submit(source, new Search(Codes.random(random, 256), 256, 3, true)));
        }
        for (CompletableFuture<Set<Codes.Hit>> future : futures) {
            assertThat(future.get()).describedAs("seed %d", seed).isNotNull();
        }
    }

    @Test
    void aSearchSeesWhatWasPublishedBeforeItWasSubmitted() {
        for (long id = 1; id <= 300; id++) {
            long[] code = Codes.random(random, 256);
            column.put(-id, 256, code[0], code[1], code[2], code[3]);
            source.publish(column.view());
            assertThat(pool.submit(source, new Search(code, 256, 256, false)).join()).describedAs("seed %d", seed)
                    .contains(new Codes.Hit(-id, 0, 0));
        }
    }

    @Test
    void requestsThatWaitTogetherShareAPass() {
        Gate gate = new Gate();
        List<CompletableFuture<Integer>> shared = new ArrayList<>();
        try (ScanPool single = new ScanPool(new ScalarKernel(), 1, 100)) {
            CompletableFuture<Integer> blocking = single.submit(source, gate);
            gate.entered();
            for (int i = 0; i < 70; i++) {
                shared.add(single.submit(source, request(work -> work.requests())));
            }
            assertThat(single.counters().queued()).isEqualTo(70);
            gate.open();
            assertThat(blocking.join()).isEqualTo(1);
            assertThat(shared.subList(0, 64)).extracting(CompletableFuture::join).containsOnly(64);
            assertThat(shared.subList(64, 70)).extracting(CompletableFuture::join).containsOnly(6);
        }
    }

    @Test
    void aFailingRequestFailsAlone() {
        Gate gate = new Gate();
        IllegalStateException fault = new IllegalStateException("on purpose");
        try (ScanPool single = new ScanPool(new PanamaKernel(), 1, 100)) {
            CompletableFuture<Integer> blocking = single.submit(source, gate);
            gate.entered();
            CompletableFuture<Integer> plan = single.submit(source, failing(() -> {
                throw fault;
            }, work -> 1));
            CompletableFuture<Integer> finish = single.submit(source, request(work -> {
                throw fault;
            }));
            ColumnView closedColumn = column.view();
            closedColumn.close();
            BlocksView closed = closedColumn.blocks().getFirst();
            CompletableFuture<Integer> scan = single.submit(source,
                    failing(() -> List.of(new ScanPart(closed, new long[4], 64, 3)), work -> 1));
            CompletableFuture<Integer> acquire = single.submit(broken(fault), request(work -> 1));
            CompletableFuture<Set<Codes.Hit>> sound = single.submit(source,
                    new Search(Codes.random(random, 128), 128, 3, true));
            gate.open();
            assertThat(blocking.join()).isEqualTo(1);
            assertThat(sound.join()).isNotNull();
            for (CompletableFuture<Integer> future : List.of(plan, finish, acquire)) {
                assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join).withCause(fault);
            }
            assertThatExceptionOfType(CompletionException.class).isThrownBy(scan::join)
                    .withCauseInstanceOf(IllegalStateException.class).withMessageContaining("closed");
            assertThat(single.submit(source, request(work -> 7)).join()).isEqualTo(7);
        }
    }

    @Test
    void aKernelThatFailsForOneQueryFailsThatQueryAlone() {
        long[] poison = Codes.random(random, 256);
        ScanKernel fragile = new ScanKernel() {

            @Override
            public String name() {
                return "fragile";
            }

            @Override
            public void scan(BlocksView view, int fromChunk, int toChunk, ScanQuery... queries) {
                new ScalarKernel().scan(view, fromChunk, toChunk, queries);
                for (ScanQuery query : queries) {
                    if (query.q0 == (poison[0] & CodeWords.mask(query.bits(), 0))) {
                        throw new OutOfMemoryError("on purpose");
                    }
                }
            }
        };
        Gate gate = new Gate();
        try (ScanPool single = new ScanPool(fragile, 1, 100)) {
            CompletableFuture<Integer> blocking = single.submit(source, gate);
            gate.entered();
            CompletableFuture<Set<Codes.Hit>> poisoned = single.submit(source, new Search(poison, 256, 3, false));
            CompletableFuture<Set<Codes.Hit>> sound = single.submit(source,
                    new Search(Codes.random(random, 256), 256, 3, true));
            gate.open();
            assertThat(blocking.join()).isEqualTo(1);
            assertThat(sound.join()).isNotNull();
            assertThatExceptionOfType(CompletionException.class).isThrownBy(poisoned::join)
                    .withCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void aFullQueueRefusesAndRecovers() {
        Gate gate = new Gate();
        try (ScanPool single = new ScanPool(new ScalarKernel(), 1, 2)) {
            CompletableFuture<Integer> blocking = single.submit(source, gate);
            gate.entered();
            CompletableFuture<Integer> first = single.submit(source, request(work -> 1));
            CompletableFuture<Integer> second = single.submit(source, request(work -> 2));
            assertThatExceptionOfType(ScanRefusedException.class)
                    .isThrownBy(() -> single.submit(source, request(work -> 3))).matches(e -> !e.isClosed());
            gate.open();
            assertThat(List.of(blocking.join(), first.join(), second.join())).containsExactly(1, 1, 2);
            assertThat(single.submit(source, request(work -> 4)).join()).isEqualTo(4);
            assertThat(single.counters().refused()).isEqualTo(1);
        }
    }

    /** Threads that compare at the same time count each. */
    @Test
    void timeOfComparingIsThatOfAllThreads() {
        long began = System.nanoTime();
        ScanPool three = new ScanPool(new ScalarKernel(), 3, 1000);
        assertThat(three.counters().nanos()).isZero();
        for (int i = 0; i < 20; i++) {
            three.submit(source, new Search(Codes.random(random, 256), 256, 4, true)).join();
        }
        three.close();
        assertThat(three.counters().nanos()).describedAs("seed %d", seed).isPositive()
                .isLessThanOrEqualTo(3 * (System.nanoTime() - began));
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesMore() {
        List<CompletableFuture<Integer>> accepted = new ArrayList<>();
        ScanPool closing = new ScanPool(new PanamaKernel(), 2, 1000);
        for (int i = 0; i < 500; i++) {
            int answer = i;
            accepted.add(closing.submit(source, request(work -> answer)));
        }
        closing.close();
        for (int i = 0; i < 500; i++) {
            assertThat(accepted.get(i)).isCompletedWithValue(i);
        }
        assertThat(closing.counters().requests()).isEqualTo(500);
        assertThatExceptionOfType(ScanRefusedException.class)
                .isThrownBy(() -> closing.submit(source, request(work -> 1)))
                .matches(ScanRefusedException::isClosed);
    }

    @Test
    void closingDoesNotWaitForeverForARequestThatHangs() {
        Gate gate = new Gate();
        ScanPool closing = new ScanPool(new PanamaKernel(), 1, 10);
        CompletableFuture<Integer> hanging = closing.submit(source, gate);
        gate.entered();
        CompletableFuture<Integer> behind = closing.submit(source, request(work -> 1));
        closing.close(Duration.ofMillis(1));
        for (CompletableFuture<Integer> future : List.of(hanging, behind)) {
            assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
                    .withCauseInstanceOf(ScanRefusedException.class);
        }
        gate.open();
        closing.close();
    }

    /** A request that says when its answer is being made, and makes it when the gate opens. */
    private static final class Gate implements ScanRequest<SharedView.Counted, Integer> {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public List<ScanPart> plan(SharedView.Counted view) {
            return List.of();
        }

        @Override
        public Integer finish(SharedView.Counted view, List<ScanPart> parts, ScanWork work) {
            entered.countDown();
            await(opened);
            return calls.incrementAndGet();
        }

        void entered() {
            await(entered);
        }

        void open() {
            opened.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static ScanRequest<SharedView.Counted, Integer> request(ToIntFunction<ScanWork> answer) {
        return failing(List::of, answer);
    }

    private static ScanRequest<SharedView.Counted, Integer> failing(Supplier<List<ScanPart>> plan,
            ToIntFunction<ScanWork> answer) {
        return new ScanRequest<>() {

            @Override
            public List<ScanPart> plan(SharedView.Counted view) {
                return plan.get();
            }

            @Override
            public Integer finish(SharedView.Counted view, List<ScanPart> parts, ScanWork work) {
                return answer.applyAsInt(work);
            }
        };
    }

    private static ScanSource<SharedView.Counted> broken(RuntimeException fault) {
        return new ScanSource<>() {

            @Override
            public SharedView.Counted acquire() {
                throw fault;
            }

            @Override
            public void release(SharedView.Counted view) {
                throw new IllegalStateException("nothing was acquired");
            }
        };
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            int bits = 32 * (1 + random.nextInt(8));
            long[] code = Codes.random(random, bits);
            column.put(random.nextInt(100_000), bits, code[0], code[1], code[2], code[3]);
        }
    }
}
