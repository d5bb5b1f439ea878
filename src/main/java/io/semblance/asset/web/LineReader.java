package io.semblance.asset.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines as bytes from a stream of any length and holds one at a time. A line that exceeds the limit is passed over to
 * its end, so that the next one is found. A line ends with LF; CR before it and a UTF-8 byte order mark at the start of the
 * stream are not part of it.
 */
final class LineReader {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;

    private final int most;

    private final byte[] buffer = new byte[BUFFER];

    private int from;

    private int to;

    private byte[] line = new byte[1024];

    private int length;

    private long number;

    private boolean tooLong;

    /** @param most bytes of the longest line that is kept */
    LineReader(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The next line, which is empty if it is too long; null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (true) {
            if (from == to) {
                to = Math.max(in.read(buffer), 0);
                from = 0;
                if (to == 0) {
                    return any ? finished() : null;
                }
            }
            any = true;
            int end = lineEnd();
            take(end);
            if (end < to) {
                from = end + 1;
                return finished();
            }
            from = end;
        }
    }

    /** Number of the last line read, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line read was longer than allowed and so was not kept. */
    boolean isTooLong() {
        return tooLong;
    }

    private int lineEnd() {
        int end = from;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void take(int end) {
        int more = end - from;
        if (tooLong || length + more > most) {
            tooLong = true;
            length = 0;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, Math.min(2 * line.length, most)));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    private byte[] finished() {
        number++;
        int start = number == 1 && startsWithMark() ? 3 : 0;
        int end = length > start && line[length - 1] == '\r' ? length - 1 : length;
        return Arrays.copyOfRange(line, start, Math.max(start, end));
    }

    private boolean startsWithMark() {
        return length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }
}
