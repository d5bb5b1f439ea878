package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel really fails the writes of a commit here: the child's files may not grow beyond a limit. */
class FailedCommitIT {

    private static final int VALUE_BYTES = 50_000;

    @TempDir
    Path directory;

    /** Writes until a write fails, and says what works afterwards. */
    static final class Writer {

        private Writer() {
        }

        public static void main(String[] arguments) throws IOException {
            RecordStore store = RecordStore.open(Path.of(arguments[0]), Stores.OPTIONS, CommitListener.none());
            long acknowledged = 0;
            try {
                while (true) {
                    long id = acknowledged + 1;
                    store.write(tx -> {
                        tx.put(Table.UNITS, Keys.id(id), new byte[VALUE_BYTES]);
                        return id;
                    }).join();
                    acknowledged = id;
                }
            } catch (CompletionException e) {
                ChildJvm.say("acknowledged " + acknowledged);
                ChildJvm.say("failed " + e.getCause());
            }
            try {
                ChildJvm.say("later " + store.write(tx -> tx.delete(Table.UNITS, Keys.id(1))).join());
            } catch (StoreFailedException e) {
                ChildJvm.say("later " + e);
            }
            ChildJvm.say("healthy " + store.health().writable());
            ChildJvm.say("read " + store.entries(Table.UNITS));
            store.close();
            ChildJvm.say("closed " + Files.exists(Path.of(arguments[0])));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {640, 777, 1_024, 1_531, 2_222})
    void aFailedCommitLatchesReadOnlyAndLosesNothingAcknowledged(int limitKibibytes) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash, which sets the limit, is not there");
        long acknowledged;
        try (ChildJvm child = ChildJvm.startWithFileLimit(Writer.class, directory, limitKibibytes)) {
            acknowledged = Long.parseLong(line(child).substring("acknowledged ".length()));
            assertThat(acknowledged).isBetween(1L, limitKibibytes * 1_024L / VALUE_BYTES);
            assertThat(line(child)).startsWith("failed " + StoreFailedException.class.getName())
                    .contains("a commit failed");
            assertThat(line(child)).startsWith("later " + StoreFailedException.class.getName())
                    .contains("a commit failed");
            assertThat(line(child)).isEqualTo("healthy false");
            assertThat(line(child)).isEqualTo("read " + acknowledged);
            assertThat(line(child)).isEqualTo("closed true");
        }
        try (RecordStore store = Stores.open(directory)) {
            assertThat(store.entries(Table.UNITS)).isEqualTo(acknowledged);
            assertThat(store.write(tx -> tx.sequence()).join()).isEqualTo(acknowledged + 1);
        }
    }

    private static String line(ChildJvm child) throws IOException {
        return String.valueOf(child.readLine());
    }
}
