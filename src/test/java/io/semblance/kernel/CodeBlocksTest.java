package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.semblance.asset.Limits;
import io.semblance.proof.Seeds;

import org.junit.jupiter.api.Test;

class CodeBlocksTest {

    @Test
    void appendingBesideAnOpenViewCopiesNothing() {
        try (CodeBlocks blocks = new CodeBlocks(256, false)) {
            append(blocks, 100);
            try (BlocksView view = blocks.publish()) {
                append(blocks, 900);
                assertThat(blocks.chunksInUse()).isEqualTo(1);
                assertThat(view.count()).isEqualTo(100);
            }
        }
    }

    @Test
    void aChangeBelowAPublishedCountCopiesItsChunkOnce() {
        try (CodeBlocks blocks = new CodeBlocks(256, false)) {
            append(blocks, 3000);
            BlocksView view = blocks.publish();
            blocks.set(5, -1, 0, 0, 0);
            blocks.set(6, -1, 0, 0, 0);
            assertThat(blocks.chunksInUse()).isEqualTo(4);
            assertThat(view.word(5, 0)).isEqualTo(5);
            assertThat(blocks.word(5, 0)).isEqualTo(-1);
            view.close();
            blocks.publish().close();
            assertThat(blocks.chunksInUse()).isEqualTo(3);
        }
    }

    @Test
    void anEqualCodeCopiesNothing() {
        try (CodeBlocks blocks = new CodeBlocks(64, false)) {
            append(blocks, 10);
            try (BlocksView view = blocks.publish()) {
                assertThat(blocks.set(5, 5, 0, 0, 0)).isFalse();
                assertThat(blocks.chunksInUse()).isEqualTo(1);
                assertThat(view.word(5, 0)).isEqualTo(5);
            }
        }
    }

    @Test
    void aSlotThatAnOlderViewSeesIsNotOverwrittenAfterShrinking() {
        try (CodeBlocks blocks = new CodeBlocks(64, false)) {
            append(blocks, 10);
            BlocksView older = blocks.publish();
            blocks.remove(9);
            BlocksView newer = blocks.publish();
            blocks.append(77, 0, 77, 0, 0, 0);
            assertThat(older.word(9, 0)).isEqualTo(9);
            assertThat(newer.count()).isEqualTo(9);
            assertThat(blocks.id(9)).isEqualTo(77);
            older.close();
            newer.close();
        }
    }

    @Test
    void aViewThatStaysOpenPinsOnlyWhatItSees() {
        try (CodeBlocks blocks = new CodeBlocks(256, false)) {
            append(blocks, 2000);
            BlocksView pinning = blocks.publish();
            for (int round = 1; round <= 50; round++) {
                blocks.set(round, -round, 0, 0, 0);
                blocks.publish().close();
            }
            blocks.publish().close();
            assertThat(blocks.chunksInUse()).isEqualTo(3);
            assertThat(pinning.word(50, 0)).isEqualTo(50);
            pinning.close();
        }
    }

    @Test
    void memoryComesBackAfterRemovalAndAfterEachViewIsClosed() {
        long seed = Seeds.next();
        Random random = new Random(seed);
        CodeBlocks blocks = new CodeBlocks(256, true);
        append(blocks, 1000);
        long small = blocks.bytes();
        append(blocks, 400_000);
        long large = blocks.bytes();
        Deque<BlocksView> views = new ArrayDeque<>();
        for (int round = 0; round < 200; round++) {
            views.add(blocks.publish());
            blocks.set(random.nextInt(blocks.count()), random.nextLong(), 0, 0, 0);
            blocks.remove(random.nextInt(blocks.count()));
        }
        views.forEach(BlocksView::close);
        blocks.publish().close();
        blocks.publish().close();
        assertThat(blocks.chunksInUse()).describedAs("seed %d", seed).isEqualTo(392);
        assertThat(blocks.bytes()).isGreaterThanOrEqualTo(large);
        while (blocks.count() > 1000) {
            blocks.remove(random.nextInt(blocks.count()));
        }
        blocks.publish().close();
        blocks.publish().close();
        assertThat(blocks.chunksInUse()).describedAs("seed %d", seed).isEqualTo(1);
        assertThat(blocks.bytes()).isBetween(small, small + 2 * ChunkStore.LARGEST);
        blocks.close();
        assertThat(blocks.bytes()).isZero();
    }

    @Test
    void theLastViewFreesTheMemoryOfClosedBlocks() {
        CodeBlocks blocks = new CodeBlocks(64, false);
        append(blocks, 10);
        BlocksView first = blocks.publish();
        BlocksView second = blocks.publish();
        blocks.close();
        first.close();
        first.close();
        assertThat(second.word(7, 0)).isEqualTo(7);
        assertThat(blocks.bytes()).isPositive();
        second.close();
        assertThat(blocks.bytes()).isZero();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> second.word(7, 0));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> blocks.append(1, 0, 1, 0, 0, 0));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(blocks::publish);
    }

    @Test
    void whatCannotBeIsRefused() {
        for (int bits : new int[]{0, 4, 12, 264}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new CodeBlocks(bits, false).close());
        }
        try (CodeBlocks blocks = new CodeBlocks(72, false)) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> blocks.append(1, 0, 0, 1, 0, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> blocks.remove(0));
            assertThat(blocks.count()).isZero();
        }
    }

    private static void append(CodeBlocks blocks, int count) {
        for (int i = 0; i < count; i++) {
            blocks.append(i, 0, i, 0, 0, 0);
        }
    }

    /** What is refused before it is written, so that no start meets what cannot be taken into memory. */
    @Test
    void limitIsTheOneThatWritersAreHeldTo() {
        assertThat(CodeBlocks.MAX).isEqualTo(Limits.INDEX_CODES);
    }
}
