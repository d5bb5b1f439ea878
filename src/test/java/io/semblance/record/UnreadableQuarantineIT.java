package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has looked into the quarantine as another user, and left a folder that the service may not read. */
class UnreadableQuarantineIT {

    /** Names what is set aside, in a process that no privilege lets past permissions. */
    static final class Reader {
        private Reader() {
        }

        public static void main(String[] arguments) {
            Path data = Path.of(arguments[0]);
            ChildJvm.say("readable: " + Files.isReadable(folder(data)));
            try (DataDirectory opened = DataDirectory.open(data)) {
                opened.quarantine().entries().forEach(entry -> ChildJvm.say(entry.name()));
            }
            ChildJvm.say("end");
        }
    }

    private static final String HIDDEN = "20260101T000000000Z-index-a";

    @TempDir
    Path data;

    private static Path folder(Path data) {
        return data.resolve("quarantine").resolve(HIDDEN);
    }

    @AfterEach
    void permit() throws IOException {
        Files.setPosixFilePermissions(folder(data), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void itHidesNoOther() throws IOException {
        for (String entry : List.of(HIDDEN, "20260102T000000000Z-index-b", "20260103T000000000Z-index-c")) {
            Path inside = Files.createDirectories(data.resolve("quarantine").resolve(entry).resolve("index"));
            Files.writeString(inside.resolve("data.mdb"), "damaged");
        }
        Files.setPosixFilePermissions(folder(data), PosixFilePermissions.fromString("---------"));
        List<String> said = new ArrayList<>();
        try (ChildJvm child = ChildJvm.startWithoutPrivileges(Reader.class, data)) {
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                said.add(line);
            }
        }
        assertThat(said).containsExactlyInAnyOrder("readable: false", "a", "b", "c", "end");
    }
}
