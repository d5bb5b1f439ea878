package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageReserveTest {

    @TempDir
    Path directory;

    @Test
    void writesAreRefusedBelowTheReserveAndTakenAgainOnceThereIsRoom() {
        AtomicLong usable = new AtomicLong(999);
        RecordOptions options = RecordOptions.defaults().withReserveBytes(1_000);
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none(), usable::get)) {
            CompletableFuture<Long> refused = store.write(put(1, "refused"));
            assertThatThrownBy(refused::get).hasCauseInstanceOf(StorageFullException.class)
                    .hasMessageContaining("999 bytes left");
            assertThat(asset(store, 1)).isNull();
            assertThat(store.health().writable()).isTrue();
            usable.set(1_000);
            assertThat(store.write(put(1, "taken")).join()).isEqualTo(1);
            assertThat(asset(store, 1)).isEqualTo("taken");
        }
    }

    @Test
    void aLastAnswerIsNotBelievedAfterMuchWasWritten() {
        AtomicLong usable = new AtomicLong(10_000);
        RecordOptions options = RecordOptions.defaults().withReserveBytes(1_000);
        try (RecordStore store = RecordStore.open(directory, options, CommitListener.none(), usable::get)) {
            store.write(put(1, "x".repeat(200))).join();
            usable.set(0);
            CompletableFuture<Long> refused = store.write(put(2, "refused"));
            assertThatThrownBy(refused::get).hasCauseInstanceOf(StorageFullException.class);
        }
    }

    @Test
    void theRealFileSystemHasRoom() {
        try (RecordStore store = RecordStore.open(directory, RecordOptions.defaults().withReserveBytes(1),
                CommitListener.none())) {
            assertThat(store.write(put(1, "one")).join()).isEqualTo(1);
        }
    }
}
