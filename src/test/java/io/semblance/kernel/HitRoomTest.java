package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import io.semblance.proof.Seeds;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HitRoomTest {

    private static final int CODES = 40_000;
    private static final int BITS = 64;
    private static final int BYTES = 16;

    /** Takes of what is left. */
    private static HitRoom of(AtomicLong left) {
        return bytes -> left.addAndGet(-bytes) >= 0;
    }

    private static Search search(HitRoom room) {
        return new Search(room, new AtomicInteger());
    }

    /** A search for all codes, which fails if some of them are missing. */
    private record Search(HitRoom room,
            AtomicInteger together) implements ScanRequest<SharedView.Counted, List<Codes.Hit>> {

        @Override
        public List<ScanPart> plan(SharedView.Counted view) {
            return view.view.blocks().stream().map(blocks -> new ScanPart(blocks, new long[4], BITS, BITS, room))
                    .toList();
        }

        @Override
        public List<Codes.Hit> finish(SharedView.Counted view, List<ScanPart> parts, ScanWork work) {
            together.set(work.requests());
            if (parts.stream().anyMatch(part -> part.hits().isCut())) {
                throw new IllegalStateException("cut");
            }
            return parts.stream().flatMap(part -> Codes.hits(part.hits()).stream()).toList();
        }
    }

    private final Random random = new Random(Seeds.next());
    private final CodeColumn column = new CodeColumn();
    private final List<Codes.Hit> expected = new ArrayList<>();
    private final SharedView source;

    HitRoomTest() {
        for (long id = 1; id <= CODES; id++) {
            long[] code = Codes.random(random, BITS);
            column.put(id, BITS, code[0], code[1], code[2], code[3]);
        }
        source = new SharedView(column.view());
        SharedView.Counted view = source.acquire();
        view.view.blocks().forEach(blocks -> expected.addAll(Codes.expected(blocks, new long[4], BITS, BITS)));
        source.release(view);
    }

    @AfterEach
    void close() {
        source.close();
        column.close();
    }

    @Test
    void firstFewHitsNeedNoRoomAndMoreAreCutWhereThereIsNone() {
        Hits hits = new Hits(bytes -> false);
        for (int i = 0; i < 16; i++) {
            hits.add(i, 0, 0);
        }
        assertThat(hits.isCut()).isFalse();
        hits.add(16, 0, 0);
        hits.add(17, 0, 0);
        assertThat(hits.isCut()).isTrue();
        assertThat(Codes.hits(hits)).extracting(Codes.Hit::id).containsExactlyElementsOf(
                LongStream.range(0, 16).boxed().toList());
    }

    @Test
    void hitsAskForWhatTheyTake() {
        AtomicLong taken = new AtomicLong();
        Hits hits = new Hits(bytes -> {
            taken.addAndGet(bytes);
            return true;
        });
        for (int i = 0; i < 4_096; i++) {
            hits.add(i, 0, 0);
        }
        assertThat(taken).hasValue((4_096 - 16) * BYTES);
        Hits all = new Hits(of(new AtomicLong(4_096 * BYTES)));
        all.addAll(hits);
        assertThat(all.isCut()).isFalse();
        assertThat(Codes.hits(all)).isEqualTo(Codes.hits(hits));
    }

    @Test
    void listThatTakesInACutOneIsCutToo() {
        Hits cut = new Hits(bytes -> false);
        for (int i = 0; i < 20; i++) {
            cut.add(i, 0, 0);
        }
        Hits all = new Hits();
        all.addAll(cut);
        assertThat(all.isCut()).isTrue();
    }

    @Test
    void searchWithoutRoomForItsHitsFailsAloneAndOthersOfTheSamePassAnswerRight() throws InterruptedException {
        for (ScanKernel kernel : List.of(new ScalarKernel(), new PanamaKernel())) {
            for (long room : new long[]{0, CODES * BYTES / 2, CODES * BYTES}) {
                CountDownLatch entered = new CountDownLatch(1);
                CountDownLatch opened = new CountDownLatch(1);
                try (ScanPool pool = new ScanPool(kernel, 1, 100)) {
                    CompletableFuture<Boolean> first = pool.submit(source, blocking(entered, opened));
                    entered.await();
                    Search unbounded = search(HitRoom.ENDLESS);
                    CompletableFuture<List<Codes.Hit>> before = pool.submit(source, unbounded);
                    CompletableFuture<List<Codes.Hit>> bounded = pool.submit(source,
                            search(of(new AtomicLong(room))));
                    CompletableFuture<List<Codes.Hit>> enough = pool.submit(source,
                            search(of(new AtomicLong(5L * CODES * BYTES))));
                    opened.countDown();
                    assertThat(first.join()).isTrue();
                    assertThatThrownBy(bounded::join).hasMessageContaining("cut");
                    assertThat(before.join()).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(enough.join()).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(unbounded.together).as("searches of the pass").hasValue(3);
                }
            }
        }
    }

    @Test
    void hitsOfAllThreadsCountTogether() {
        try (ScanPool pool = new ScanPool(new PanamaKernel(), 4, 100)) {
            AtomicLong left = new AtomicLong(5L * CODES * BYTES);
            assertThat(pool.submit(source, search(of(left))).join()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(5L * CODES * BYTES - left.get()).as("of the threads, and of all").isGreaterThanOrEqualTo(
                    2L * CODES * BYTES - 5 * 16 * BYTES);
            assertThatThrownBy(() -> pool.submit(source, search(of(new AtomicLong(CODES * BYTES)))).join())
                    .hasMessageContaining("cut");
        }
    }

    private static ScanRequest<SharedView.Counted, Boolean> blocking(CountDownLatch entered,
            CountDownLatch opened) {
        return new ScanRequest<>() {

            @Override
            public List<ScanPart> plan(SharedView.Counted view) {
                return List.of();
            }

            @Override
            public Boolean finish(SharedView.Counted view, List<ScanPart> parts, ScanWork work) {
                entered.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return true;
            }
        };
    }
}
