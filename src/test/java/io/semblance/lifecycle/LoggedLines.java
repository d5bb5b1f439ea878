package io.semblance.lifecycle;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.slf4j.LoggerFactory;

/** What a class logs meanwhile. */
record LoggedLines(Logger logger, ListAppender<ILoggingEvent> lines) implements AutoCloseable {

    static LoggedLines of(Class<?> type) {
        LoggedLines logged = new LoggedLines((Logger) LoggerFactory.getLogger(type), new ListAppender<>());
        logged.lines.start();
        logged.logger.addAppender(logged.lines);
        return logged;
    }

    List<String> warnings() {
        return lines.list.stream().filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
