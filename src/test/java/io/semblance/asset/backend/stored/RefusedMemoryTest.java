package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory beside the heap does not suffice for one index, and the others are none the worse for it. */
class RefusedMemoryTest {

    @TempDir
    Path directory;

    private final QuietEngines engines = new QuietEngines();

    private StoredIndexes open() {
        StoredIndexes indexes = new StoredIndexes(directory, engines, new Readers(1));
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    @Test
    void indexThatCannotBeOpenedForWantOfMemoryIsToldOfAsFailed() {
        try (StoredIndexes indexes = open()) {
            indexes.create("large");
            indexes.create("small");
        }
        engines.refused.add("large");
        try (StoredIndexes indexes = open()) {
            assertThat(indexes.names()).containsExactly("small");
            assertThat(indexes.failedIndexes()).containsOnlyKeys("large");
            assertThat(indexes.failedIndexes().get("large"))
                    .isEqualTo("there is not enough memory beside the heap for it");
            assertThatThrownBy(() -> indexes.find("large")).isInstanceOf(Broken.class)
                    .hasMessageContaining("Index 'large' cannot be opened: there is not enough memory");
        }
        engines.refused.clear();
        try (StoredIndexes indexes = open()) {
            assertThat(indexes.names()).as("nothing was set aside").containsExactly("large", "small");
        }
    }

    @Test
    void renamedIndexForWhichItDoesNotSufficeIsToldOfUnderItsNewName() {
        try (StoredIndexes indexes = open()) {
            indexes.create("small");
            engines.refused.add("large");
            assertThat(indexes.rename("small", "large")).isTrue();
            assertThat(indexes.names()).isEmpty();
            assertThat(indexes.failedIndexes()).containsOnlyKeys("large");
            engines.refused.clear();
            assertThat(indexes.rename("large", "small")).as("also one that is not served").isTrue();
            assertThat(indexes.names()).containsExactly("small");
            assertThat(indexes.failedIndexes()).isEmpty();
        }
    }

    @Test
    void indexThatCannotBeCreatedForWantOfItIsNotThere() {
        try (StoredIndexes indexes = open()) {
            engines.refused.add("large");
            assertThatThrownBy(() -> indexes.create("large")).isInstanceOfSatisfying(Busy.class,
                    busy -> assertThat(busy.type()).isEqualTo(ProblemType.OVERLOADED));
            assertThat(directory.resolve("indexes/large")).doesNotExist();
            engines.refused.clear();
            indexes.create("large");
            assertThat(indexes.names()).containsExactly("large");
        }
    }

    @Test
    void interruptEndsTheSavingOfIndexes() {
        try (StoredIndexes indexes = open()) {
            indexes.create("one");
            indexes.create("two");
            Thread.currentThread().interrupt();
            indexes.save();
            assertThat(Thread.interrupted()).as("whoever interrupted is not forgotten").isTrue();
            assertThat(engines.saved).isEmpty();
            indexes.save();
            assertThat(engines.saved).containsExactly("one", "two");
        }
    }
}
