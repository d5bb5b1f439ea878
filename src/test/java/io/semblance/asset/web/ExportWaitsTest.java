package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.admission.AnswerMemory;
import io.semblance.admission.AnswerShare;
import io.semblance.admission.Deadline;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.ForwardingIndexes;
import io.semblance.asset.Metadata;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.code.IsccId;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class ExportWaitsTest {

    private static final long MIB = 1L << 20;
    private static final int ASSETS = 250;

    private final AssetIndexes indexes = TestedBackend.MEMORY.open(Path.of("unused"));
    private final AtomicInteger refusals = new AtomicInteger();
    private final AnswerMemory memory = new AnswerMemory(4 * MIB, 4 * MIB);
    private final TransferController controller = new TransferController(
            new AssetService(new ForwardingIndexes(indexes) {
                @Override
                public @Nullable AssetIndex find(String name) {
                    AssetIndex index = indexes.find(name);
                    return index == null ? null : refusing(index);
                }
            }));

    /** From the second page on there is no room, so many times. */
    private AssetIndex refusing(AssetIndex index) {
        return new ForwardingIndex(index) {
            @Override
            public List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints) {
                if (after != null && refusals.getAndDecrement() > 0) {
                    throw new Busy(ProblemType.OVERLOADED, "Full.", 1);
                }
                return super.page(after, limit, withSimprints);
            }
        };
    }

    @BeforeEach
    void fill() {
        AssetIndex index = indexes.create("t");
        for (long number = 1; number <= ASSETS; number++) {
            index.put(List.of(new Asset(new IsccId(0, number << 12), null, null, List.of(), null,
                    new Metadata("{\"a\":\"" + "x".repeat(4_000) + "\"}", null, null))));
        }
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    private long exported(Duration deadline) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (AnswerShare share = memory.share()) {
            Deadline.in(deadline).call(() -> share.call(() -> {
                controller.exportAssets("t", response);
                return response;
            }));
        } finally {
            assertThat(memory.held()).isZero();
        }
        return response.getContentAsString().lines().count();
    }

    /** All pages together take more than there is. */
    @Test
    void eachPageIsGivenBackBeforeTheNext() throws IOException {
        assertThat(exported(Duration.ofMinutes(1))).isEqualTo(ASSETS);
    }

    @Test
    void exportThatHasBegunWaitsForRoomInsteadOfBeingCut() throws IOException {
        refusals.set(3);
        assertThat(exported(Duration.ofMinutes(1))).isEqualTo(ASSETS);
        assertThat(refusals).hasNegativeValue();
    }

    @Test
    void exportThatFindsNoRoomInItsTimeIsGivenUp() {
        refusals.set(Integer.MAX_VALUE);
        assertThatThrownBy(() -> exported(Duration.ofMillis(150))).isInstanceOf(Busy.class).hasMessage("Full.");
    }
}
