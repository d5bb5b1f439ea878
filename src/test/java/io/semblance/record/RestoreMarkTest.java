package io.semblance.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreMarkTest {

    @TempDir
    Path directory;

    private static void assertRefused(ThrowingCallable open, String problem, String action) {
        assertThatThrownBy(open).isInstanceOfSatisfying(DataDirectoryException.class, refusal -> {
            assertThat(refusal.problem()).contains(problem).endsWith(".");
            assertThat(refusal.action()).contains(action).endsWith(".");
        });
    }

    /** As a kill leaves it. */
    private void cut() throws IOException {
        DataDirectory.open(directory).close();
        Files.createFile(directory.resolve("RESTORING"));
    }

    @Test
    void directoryOfARestoreThatWasCutIsOpenedByNobodyAndLeftAsItIs() throws IOException {
        cut();
        String[] before = directory.toFile().list();
        assertRefused(() -> DataDirectory.open(directory), "RESTORING", "delete the directory");
        assertRefused(() -> DirectoryInspection.of(directory), "has begun and has not ended", "restore again");
        assertRefused(() -> RestoreMark.put(directory), "RESTORING", "delete the directory");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder(before);
        try (OfflineDirectory looked = OfflineDirectory.open(directory)) {
            assertThat(looked.unfinishedRestore()).isNotNull();
            assertThat(looked.others()).isEmpty();
        }
    }

    @Test
    void directoryThatHoldsNothingButTheMarkIsNamedToo() throws IOException {
        Files.createFile(directory.resolve("RESTORING"));
        assertRefused(() -> DataDirectory.open(directory), "RESTORING", "restore again");
        assertThat(directory.toFile().list()).containsExactly("RESTORING");
        try (OfflineDirectory looked = OfflineDirectory.open(directory)) {
            assertThat(looked.unfinishedRestore()).isNotNull();
        }
    }

    @Test
    void holderOfTheMarkOpensTheDirectoryAndEverybodyDoesOnceItIsComplete() throws IOException {
        Path into = directory.resolve("a/b");
        try (RestoreMark mark = RestoreMark.put(into)) {
            assertThat(into.resolve("RESTORING")).exists();
            try (DataDirectory data = DataDirectory.open(into)) {
                data.createIndex("works", filling -> {
                });
            }
            assertRefused(() -> RestoreMark.put(into), "not empty", "Give an empty one");
            mark.complete();
        }
        assertThat(into.resolve("RESTORING")).doesNotExist();
        try (DataDirectory data = DataDirectory.open(into)) {
            assertThat(data.indexes()).containsExactly("works");
        }
        assertRefused(() -> RestoreMark.put(into), "not empty", "Give an empty one");
        assertThat(into.resolve("indexes/works")).exists();
    }

    @Test
    void whatIsNotCompletedIsEmptyAgain() throws IOException {
        Path into = directory.resolve("a");
        try (RestoreMark mark = RestoreMark.put(into)) {
            assertThat(mark).isNotNull();
            DataDirectory.open(into).close();
        }
        assertThat(into).isEmptyDirectory();
    }

    /** A service that came first has looked for the mark before it was there. */
    @Test
    void directoryThatAServiceHoldsIsLeftToIt() throws IOException {
        try (DirectoryLock service = DirectoryLock.acquire(directory.toRealPath())) {
            assertThat(service).isNotNull();
            assertRefused(() -> RestoreMark.put(directory), "pid " + ProcessHandle.current().pid(), "");
            assertThat(directory.toFile().list()).containsExactly("semblance.lock");
        }
    }
}
