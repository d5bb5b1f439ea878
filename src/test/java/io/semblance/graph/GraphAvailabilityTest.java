package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class GraphAvailabilityTest {

    @Test
    void noneSwitchesTheGraphOff() throws Exception {
        GraphAvailability off = GraphAvailability.find(Path.of("none"));
        assertThat(off.library()).isEmpty();
        assertThat(off.describe()).isEqualTo("left out, searches are exact: semblance.graph.library is none");
    }

    @Test
    void libraryIsLoadedOnce() throws Exception {
        GraphLibrary library = TestedGraph.require();
        assertThat(GraphAvailability.find(null).library()).containsSame(library);
        assertThat(GraphAvailability.find(null).describe()).isEqualTo("USearch 2.26.2 (packed)");
    }

    @Test
    void namedFileIsNotReplacedInSilence() {
        assertThatThrownBy(() -> GraphAvailability.find(Path.of("nowhere.so")))
                .isInstanceOfSatisfying(GraphUnavailableException.class, refused -> {
                    assertThat(refused.problem())
                            .isEqualTo(
                                    "the setting semblance.graph.library names nowhere.so, and there is no such file");
                    assertThat(refused.action()).startsWith("name a libusearch_c of version 2.26.2");
                });
    }

    @Test
    void eitherALibraryOrAReason() {
        assertThatThrownBy(() -> new GraphAvailability(Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
