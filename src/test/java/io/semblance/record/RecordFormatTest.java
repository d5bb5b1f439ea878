package io.semblance.record;

import static io.semblance.record.Stores.asset;
import static io.semblance.record.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;

class RecordFormatTest {

    @TempDir
    Path directory;

    @Test
    void aNewerFormatIsRefusedInWordsAndNotTouched() throws Exception {
        try (RecordStore store = Stores.open(directory)) {
            store.write(tx -> {
                tx.write(Table.META, Keys.name("record.format"), ByteBuffer.allocate(4).putInt(2).array());
                return true;
            }).join();
        }
        byte[] before = Files.readAllBytes(directory.resolve("data.mdb"));
        assertThatThrownBy(() -> Stores.open(directory)).isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("has format 2, written by a newer version")
                .hasMessageContaining("reads formats up to 1");
        assertThat(Arrays.equals(Files.readAllBytes(directory.resolve("data.mdb")), before)).isTrue();
    }

    @Test
    void anEnvironmentOfAnotherProgramIsRefused() {
        try (Env<ByteBuffer> other = Env.create(ByteBufferProxy.PROXY_OPTIMAL).setMapSize(1 << 20).setMaxDbs(1)
                .open(directory.toFile())) {
            other.openDbi("theirs", DbiFlags.MDB_CREATE);
        }
        assertThatThrownBy(() -> Stores.open(directory)).isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("another program");
    }

    @Test
    void aFileThatIsNoRecordIsRefusedAndKept() throws Exception {
        byte[] text = "not a record at all".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("data.mdb"), text);
        assertThatThrownBy(() -> Stores.open(directory)).isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("data.mdb");
        assertThat(Files.readAllBytes(directory.resolve("data.mdb"))).isEqualTo(text);
    }

    @Test
    void aRecordLargerThanTheInitialMapOpens() {
        RecordOptions small = Stores.OPTIONS.withInitialMapBytes(1 << 20);
        try (RecordStore store = RecordStore.open(directory, small, CommitListener.none())) {
            for (int i = 0; i < 8; i++) {
                int name = i;
                store.write(tx -> {
                    tx.put(Table.UNITS, Keys.id(name), new byte[500_000]);
                    return true;
                }).join();
            }
            store.write(put(1, "one")).join();
        }
        try (RecordStore store = RecordStore.open(directory, small, CommitListener.none())) {
            assertThat(asset(store, 1)).isEqualTo("one");
            store.write(put(2, "two")).join();
            assertThat(asset(store, 2)).isEqualTo("two");
        }
    }
}
