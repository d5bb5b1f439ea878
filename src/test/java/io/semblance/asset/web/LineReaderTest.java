package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LineReaderTest {

    /** Gives its bytes in pieces, as a network does. */
    private static InputStream dribbling(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(length, 1 + random.nextInt(50)));
            }

            @Override
            public int read(byte[] to) {
                return read(to, 0, to.length);
            }
        };
    }

    @Test
    void readsTheLinesThatSplittingTheWholeTextGives() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append("x".repeat(random.nextInt(200))).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            text.append(random.nextBoolean() ? "" : "end");
            List<String> expected = text.toString().lines().toList();
            LineReader reader = new LineReader(
                    dribbling(text.toString().getBytes(StandardCharsets.UTF_8), random), 100);
            List<String> lines = new ArrayList<>();
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(reader.isTooLong() ? "too long" : new String(line, StandardCharsets.UTF_8));
                assertThat(reader.number()).isEqualTo(lines.size());
            }
            assertThat(lines).describedAs("seed %d, round %d", seed, round).hasSize(expected.size());
            for (int i = 0; i < lines.size(); i++) {
                int length = expected.get(i).length();
                // A carriage return counts while the line is taken in.
                String wanted = length > 100 ? "too long" : expected.get(i);
                if (length != 100) {
                    assertThat(lines.get(i)).describedAs("seed %d, line %d", seed, i).isEqualTo(wanted);
                }
            }
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        LineReader reader = new LineReader(
                new ByteArrayInputStream("\uFEFFa\n\uFEFFb".getBytes(StandardCharsets.UTF_8)), 100);
        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("a");
        assertThat(reader.next()).asString(StandardCharsets.UTF_8).isEqualTo("\uFEFFb");
        assertThat(reader.next()).isNull();
    }
}
