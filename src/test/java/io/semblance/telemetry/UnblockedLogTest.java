package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;

import org.junit.jupiter.api.Test;

class UnblockedLogTest {

    private static final int LINES = UnblockedLog.LINES;

    private final Logger logger = new LoggerContext().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Reader reader = new Reader();
    private final UnblockedLog.Lines waiting;

    UnblockedLogTest() {
        logger.getLoggerContext().setMDCAdapter(new LogbackMDCAdapter());
        reader.setContext(logger.getLoggerContext());
        reader.start();
        waiting = new UnblockedLog.Lines(logger, reader);
        logger.addAppender(waiting);
    }

    /** Takes as many lines as it may. */
    private static final class Reader extends AppenderBase<ILoggingEvent> {

        private final Semaphore may = new Semaphore(0);
        private final List<String> read = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            may.acquireUninterruptibly();
            read.add(line.getFormattedMessage());
        }
    }

    private void write(int from, int to) {
        IntStream.range(from, to).forEach(line -> logger.info("line {}", line));
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(line -> "line " + line).toList();
    }

    @Test
    void aReaderThatIsSlowerThanTheWritersMissesNothing() {
        reader.may.release(3 * LINES);
        write(0, 3 * LINES);
        await().until(() -> reader.read.size() == 3 * LINES);
        logger.getLoggerContext().stop();
        assertThat(reader.read).isEqualTo(lines(0, 3 * LINES));
    }

    @Test
    void whatAReaderMissesThatHadStoppedIsCounted() {
        int written = 2 * LINES + 100;
        write(0, written);
        reader.may.release(written);
        await().until(() -> waiting.getNumberOfElementsInQueue() == 0);
        write(written, written + 1);
        logger.getLoggerContext().stop();
        int kept = reader.read.size() - 2;
        assertThat(reader.read.subList(0, kept)).isEqualTo(lines(0, kept));
        assertThat(reader.read.subList(kept, kept + 2)).containsExactly(
                written - kept + " lines of the log were left out, since nobody read it", "line " + written);
    }
}
