package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.semblance.asset.backend.IndexUri.Scheme;
import io.semblance.problem.Broken;
import io.semblance.problem.CallerFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsKeptTest {

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));

    private Fixture open(Retention retention) {
        return new Fixture(Scheme.USEARCH, directory.resolve("data"), directory.resolve("shelf"), retention, now::get);
    }

    @Test
    void retentionThinsOutAfterEachSoundSnapshotAndAgeIsThatOfTheNewestSoundOne() {
        try (Fixture fixture = open(new Retention(2, 0, 0))) {
            fixture.fill("a", 1, 1);
            assertThat(fixture.snapshots.newestSound()).isNull();
            for (int i = 0; i < 4; i++) {
                now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
                assertThat(fixture.snapshots.create(null).isSound()).isTrue();
                assertThat(fixture.snapshots.newestSound()).isEqualTo(now.get());
            }
            assertThat(fixture.snapshots.list()).extracting(view -> view.id().text())
                    .containsExactly("20261126t040000000z", "20261126t050000000z");
        }
        try (Fixture again = open(new Retention(2, 0, 0))) {
            assertThat(again.snapshots.newestSound()).isEqualTo(now.get());
        }
    }

    @Test
    void whatAKillLeftIsNoSnapshotAndIsRemovedByTheNextOne() throws IOException {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.snapshots.create(null);
            Path half = directory.resolve("shelf/.creating-20261126t000000000z");
            Files.createDirectories(half.resolve("indexes/a"));
            Files.writeString(half.resolve("indexes/a/data.mdb"), "half");
            Files.createDirectories(directory.resolve("shelf/.deleted-20261125t000000000z/indexes"));
            assertThat(fixture.snapshots.list()).hasSize(1);
            now.updateAndGet(time -> time.plusSeconds(1));
            fixture.snapshots.create(null);
            assertThat(directory.resolve("shelf").toFile().list()).containsExactlyInAnyOrder(".lock",
                    "20261126t010000000z", "20261126t010001000z");
        }
    }

    @Test
    void failedSnapshotLeavesNothingAndIsCounted() throws IOException {
        Files.writeString(directory.resolve("shelf"), "a file where the directory should be");
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            assertThatThrownBy(() -> fixture.snapshots.create(null)).isInstanceOf(Broken.class);
            assertThat(fixture.snapshots.failures()).isEqualTo(1);
            assertThatThrownBy(() -> fixture.snapshots.create(List.of("none"))).isInstanceOf(CallerFault.class);
            assertThat(fixture.index("a").figures().assets()).isPositive();
        }
    }
}
