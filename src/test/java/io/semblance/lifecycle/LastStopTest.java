package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        stopping.end(false);
        Files.writeString(directory.resolve("LAST-STOP"), "complete 90500\n");
        LastStop next = new LastStop(directory);
        assertThat(next.seconds()).isEqualTo(90.5);
        assertThat(next.isIncomplete()).isFalse();
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
        stopping.end(true);
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
