package io.semblance.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;

import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lines of the log are written by a thread of their own. The output of a service is a pipe, and whoever reads it (a
 * container engine, a journal, a shipper) may stop reading: once the pipe is full, whoever writes a line waits, and every
 * request writes one. Here some thousands of lines ({@link #LINES}) wait instead. When as many do, requests wait too, as
 * long as the reader is only slow; once it has taken nothing for a second, lines are left out, and the log says how many
 * when half of those that wait have been read. An orderly end writes what waits; a kill loses what waits.
 */
public final class UnblockedLog implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Lines that may wait for the thread that writes them, which takes all of them at once: twice as many at most. */
    static final int LINES = 2_048;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (loggers instanceof LoggerContext logback) {
            Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
            while (appenders.hasNext()) {
                Appender<ILoggingEvent> waiting = appenders.next();
                if (waiting instanceof ConsoleAppender<?> console) {
                    // Not System.out, whose lock would be held meanwhile: libraries flush it when they are loaded.
                    console.setOutputStream(new FileOutputStream(FileDescriptor.out));
                }
                if (!(waiting instanceof Lines)) {
                    root.detachAppender(waiting);
                    root.addAppender(new Lines(root, waiting));
                }
            }
        }
    }

    /** The lines that wait. */
    static final class Lines extends AsyncAppender {

        private static final long PATIENCE_NANOS = 1_000_000_000;
        private static final long LOOK_NANOS = 1_000_000;
        /** One line, and the one that says what was left out. */
        private static final int LEAST_ROOM = 2;

        private final Logger teller;
        private boolean stopped;
        private long leftOut;

        Lines(Logger teller, Appender<ILoggingEvent> written) {
            this.teller = teller;
            setContext(teller.getLoggerContext());
            setName("unblocked-" + written.getName());
            setQueueSize(LINES);
            setDiscardingThreshold(0);
            setNeverBlock(true);
            addAppender(written);
            start();
        }

        @Override
        protected synchronized void append(ILoggingEvent line) {
            if (!hasRoom()) {
                leftOut++;
                return;
            }
            if (leftOut > 0) {
                super.append(new LoggingEvent(Lines.class.getName(), teller, Level.WARN,
                        leftOut + " lines of the log were left out, since nobody read it", null, null));
                leftOut = 0;
            }
            super.append(line);
        }

        /** Waits for room, unless the reader has stopped; one that has counts as reading again when half of them are gone. */
        private boolean hasRoom() {
            long end = System.nanoTime() + (stopped ? 0 : PATIENCE_NANOS);
            int wanted = stopped ? LINES / 2 : LEAST_ROOM;
            while (getRemainingCapacity() < wanted && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            stopped = getRemainingCapacity() < wanted;
            return !stopped;
        }
    }
}
