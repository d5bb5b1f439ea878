package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockIT {

    @TempDir
    Path directory;

    /** Holds the directory until it is killed, or says that it may not. */
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] arguments) throws IOException {
            try {
                DataDirectory.open(Path.of(arguments[0]));
                ChildJvm.say("held");
            } catch (DataDirectoryException e) {
                ChildJvm.say(e.problem());
            }
            int end = System.in.read();
            ChildJvm.say("ended " + end);
        }
    }

    @Test
    void anotherProcessIsRefusedNamingTheHolderAndAKillFreesTheDirectory() throws Exception {
        try (ChildJvm holder = ChildJvm.start(Holder.class, directory)) {
            assertThat(holder.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("in use by the process with pid " + holder.pid() + " on host ");
            assertThatThrownBy(() -> DataDirectory.open(directory)).hasMessageContaining("pid " + holder.pid());
            holder.kill();
            DataDirectory.open(directory).close();
        }
    }

    @Test
    void aRefusedSecondOpenInTheSameProcessDoesNotGiveTheLockUp() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(DataDirectoryException.class);
            try (ChildJvm other = ChildJvm.start(Holder.class, directory)) {
                assertThat(other.readLine())
                        .contains("in use by the process with pid " + ProcessHandle.current().pid());
            }
            assertThat(data.indexes()).isEmpty();
        }
    }
}
