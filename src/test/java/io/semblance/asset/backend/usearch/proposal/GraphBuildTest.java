package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.graph.TestedGraph;
import io.semblance.kernel.BlocksView;

import org.junit.jupiter.api.Test;

class GraphBuildTest {

    /** Held codes keep memory, and the state that they are of. */
    @Test
    void codesAreGivenBackWhereABuildCannotBegin() {
        AtomicInteger closed = new AtomicInteger();
        GroupSource.Codes codes = new GroupSource.Codes() {
            @Override
            public long sequence() {
                return 1;
            }

            @Override
            public BlocksView blocks() {
                throw new AssertionError("nothing is to be built");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        GroupKey withoutWholeBytes = GroupKey.ofUnits("CONTENT_TEXT_V0", 7);
        assertThatThrownBy(() -> new GraphBuild(TestedGraph.require(), withoutWholeBytes, codes))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(closed).hasValue(1);
    }
}
