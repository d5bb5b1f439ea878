package io.semblance.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An index that was created by the last moment of a request is answered as created. */
class CreatedIndexTest {

    /** Every reading of it comes too late. */
    private static final class Late extends ForwardingIndex {

        Late(AssetIndex index) {
            super(index);
        }

        @Override
        public IndexFigures figures() {
            throw new Busy(ProblemType.TIMEOUT, "Not done within 1 s.", 2);
        }
    }

    private static AssetIndexes indexes() {
        return new ForwardingIndexes(
                Backends.open(IndexUri.parse("memory://"), BackendSettings.defaults())) {
            @Override
            public AssetIndex create(String name) {
                return new Late(super.create(name));
            }

            @Override
            public @Nullable AssetIndex find(String name) {
                AssetIndex found = super.find(name);
                return found == null ? null : new Late(found);
            }
        };
    }

    @Test
    void indexThatIsThereIsNotDeniedForWantOfTimeToReadIt() {
        AssetService service = new AssetService(indexes());
        assertThat(service.create("t")).isEqualTo(new IndexFigures("t", 0, Map.of(), 0));
        assertThatThrownBy(() -> service.figures("t")).as("the control: reading it comes too late")
                .isInstanceOf(Busy.class);
    }
}
