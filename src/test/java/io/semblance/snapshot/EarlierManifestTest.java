package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot of format 1 is what it was: with the witnesses that it has, and as one of all indexes. */
class EarlierManifestTest {

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void manifestOfFormatOneIsReadWithWhatItHas(String backend) {
        Manifest manifest = ManifestFile.read(Path.of("src/test/resources/compat/v1").resolve(backend)
                .resolve("snapshot")).manifest();
        assertThat(manifest.format()).isEqualTo(1);
        assertThat(manifest.backend()).isEqualTo(backend);
        assertThat(manifest.complete()).isTrue();
        assertThat(manifest.names()).containsExactlyInAnyOrder("empty", "few", "some");
        assertThat(manifest.indexes()).allSatisfy(index -> assertThat(index.simprintWitnesses()).isEmpty());
        assertThat(manifest.index("some")).satisfies(some -> assertThat(some.witnesses()).hasSize(16));
    }
}
