package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.record.StopNote;
import io.semblance.record.StopNote.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastStopTest {

    @TempDir
    private Path directory;

    @Test
    void firstStartKnowsOfNoStop() {
        LastStop first = new LastStop(directory);
        assertThat(first.seconds()).isZero();
        assertThat(first.isIncomplete()).isFalse();
        assertThat(first.hasBegun()).isFalse();
    }

    @Test
    void stopThatEndsTellsHowLongItTook() throws IOException {
        LastStop stopping = new LastStop(directory);
        stopping.begin();
        assertThat(stopping.hasBegun()).isTrue();
        stopping.end(false, 1_200);
        Files.writeString(directory.resolve("LAST-STOP"), "complete 90500\n");
        LastStop next = new LastStop(directory);
        assertThat(next.seconds()).isEqualTo(90.5);
        assertThat(next.isIncomplete()).isFalse();
    }

    @Test
    void lastSaveIsKnownToTheDoctorWhileTheNextProcessRunsAndAfterItsKill() throws IOException {
        LastStop stopping = new LastStop(directory);
        stopping.begin();
        stopping.end(false, 1_200);
        assertThat(StopNote.read(directory)).extracting(StopNote::state, StopNote::saveMillis)
                .containsExactly(State.COMPLETE, 1_200L);
        LastStop next = new LastStop(directory);
        assertThat(StopNote.read(directory)).isEqualTo(new StopNote(State.NONE, 0, 1_200));
        next.begin();
        assertThat(new LastStop(directory).isIncomplete()).isTrue();
        assertThat(StopNote.read(directory)).isEqualTo(new StopNote(State.NONE, 0, 1_200));
    }

    @Test
    void stopBeforeAnythingWasLoadedKeepsTheSaveBeforeIt() throws IOException {
        new StopNote(State.COMPLETE, 5_000, 700).write(directory);
        LastStop stopping = new LastStop(directory);
        stopping.begin();
        stopping.end(false, -1);
        assertThat(StopNote.read(directory).saveMillis()).isEqualTo(700);
    }

    @Test
    void stopThatIsKilledIsIncomplete() {
        new LastStop(directory).begin();
        assertThat(new LastStop(directory).isIncomplete()).isTrue();
    }

    @Test
    void stopWhoseSaveIsCutIsIncomplete() {
        LastStop stopping = new LastStop(directory);
        stopping.begin();
        stopping.end(true, 60_000);
        assertThat(new LastStop(directory).isIncomplete()).isTrue();
    }

    @Test
    void noteIsAboutOneStopOnly() {
        new LastStop(directory).begin();
        assertThat(new LastStop(directory).isIncomplete()).isTrue();
        assertThat(new LastStop(directory).isIncomplete()).isFalse();
    }

    @Test
    void noteThatNobodyWroteIsNoFault() throws IOException {
        Files.writeString(directory.resolve("LAST-STOP"), "complete soon");
        assertThat(new LastStop(directory).seconds()).isZero();
        Files.createDirectories(directory.resolve("LAST-STOP"));
        assertThat(new LastStop(directory).isIncomplete()).isFalse();
    }
}
