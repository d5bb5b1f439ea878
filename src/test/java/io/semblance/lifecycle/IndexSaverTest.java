package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class IndexSaverTest {

    private final RecordedIndexes indexes = new RecordedIndexes();
    private final Loading loading = new Loading();

    @Test
    void stopSavesThenCloses() {
        loading.ready();
        stop(saver(Duration.ofSeconds(30)));
        assertThat(indexes.calls).containsExactly("save", "saved", "close");
    }

    @Test
    void whatWasNotLoadedIsNotSavedButClosed() {
        stop(saver(Duration.ofSeconds(30)));
        assertThat(indexes.calls).containsExactly("close");
    }

    @Test
    void saveThatIsCutEndsBeforeAnythingCloses() {
        loading.ready();
        indexes.onSave = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cut) {
                indexes.calls.add("cut");
            }
        };
        stop(saver(Duration.ofMillis(20)));
        assertThat(indexes.calls).containsExactly("save", "cut", "saved", "close");
    }

    @Test
    void saveThatFailsDoesNotKeepTheDirectoryLocked() {
        loading.ready();
        indexes.onSave = () -> {
            throw new IllegalStateException("disk full");
        };
        stop(saver(Duration.ofSeconds(30)));
        assertThat(indexes.calls).containsExactly("save", "close");
    }

    @Test
    void startThatFailsHalfWayStillFreesTheDirectory() {
        saver(Duration.ofSeconds(30)).destroy();
        assertThat(indexes.calls).containsExactly("close");
    }

    @Test
    void closingHappensOnce() {
        IndexSaver saver = saver(Duration.ofSeconds(30));
        stop(saver);
        saver.destroy();
        assertThat(indexes.calls).containsExactly("close");
    }

    private IndexSaver saver(Duration timeout) {
        return new IndexSaver(indexes, loading, timeout, new LastStop(null));
    }

    private static void stop(IndexSaver saver) {
        saver.start();
        saver.stop();
        assertThat(saver.isRunning()).isFalse();
    }
}
