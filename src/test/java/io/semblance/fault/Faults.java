package io.semblance.fault;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/** The switches of the preload library; what they say holds for a running process at once. */
final class Faults {

    private static final int BYTES = 4_096;
    private static final int JOURNAL = 8;
    private static final int AHEAD = 16;
    private static final int PATH = 64;
    private static final int PATH_BYTES = 127;
    private static final int RULES = 256;
    private static final int RULE_BYTES = 64;
    private static final int TIMES = 8;
    private static final int ERROR = 16;
    private static final int HOW = 24;
    private static final int DELAY = 32;
    private static final int SEEN = 40;
    private static final int FAILED = 48;

    private final MappedByteBuffer control;

    private Faults(MappedByteBuffer control) {
        this.control = control;
    }

    /** Makes a control file, in which nothing is to fail. */
    static Faults create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MappedByteBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            control.order(ByteOrder.nativeOrder());
            return new Faults(control);
        }
    }

    /** Only files whose path contains this count from now on; all do with an empty text. */
    Faults only(String pathPart) {
        byte[] text = Arrays.copyOf(pathPart.getBytes(StandardCharsets.UTF_8), PATH_BYTES);
        control.put(PATH, text);
        return this;
    }

    /** So many operations pass, then so many fail. */
    void fail(Operation operation, long passing, long times, Fault fault) {
        int rule = rule(operation);
        control.putLong(rule + TIMES, 0);
        control.putLong(rule, passing);
        control.putLong(rule + ERROR, fault.error());
        control.putLong(rule + HOW, fault.how());
        control.putLong(rule + TIMES, times);
    }

    /** Each operation takes so much longer; {@link Operation#SYNC} means synced writes too. */
    void delay(Operation operation, Duration delay) {
        control.putLong(rule(operation) + DELAY, delay.toNanos() / 1_000);
    }

    /** The wall clock is so much ahead of the machine's from now on, or behind; clocks that nobody sets are not. */
    void setClockAhead(Duration ahead) {
        control.putLong(AHEAD, ahead.toSeconds());
    }

    /** From now on nothing fails and nothing is delayed. */
    void heal() {
        for (Operation operation : Operation.values()) {
            control.putLong(rule(operation) + TIMES, 0);
            control.putLong(rule(operation) + DELAY, 0);
        }
    }

    /** Operations so far. */
    long seen(Operation operation) {
        return control.getLong(rule(operation) + SEEN);
    }

    /** Operations so far that did not do what they were asked. */
    long failed(Operation operation) {
        return control.getLong(rule(operation) + FAILED);
    }

    /** Whether operations are written to the journal from now on, with the data that they write. */
    void journal(boolean on) {
        control.putLong(JOURNAL, on ? 2 : 0);
    }

    private static int rule(Operation operation) {
        return RULES + operation.number() * RULE_BYTES;
    }
}
