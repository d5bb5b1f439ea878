package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read in parts has the checksum that it has at once, unless it was replaced meanwhile. */
class GraphReadingTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private final GraphReading reading = new GraphReading();

    private static final class EndOfPartException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[3 * MIB + 77];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    private void onePart(Path file, int length) throws IOException {
        reading.of(file, () -> {
            throw new EndOfPartException();
        });
        try (FileChannel channel = FileChannel.open(file)) {
            assertThatThrownBy(() -> reading.checksum(channel, length)).isInstanceOf(EndOfPartException.class);
        }
    }

    private int theRest(Path file, int length) throws IOException {
        reading.of(file, () -> {
        });
        try (FileChannel channel = FileChannel.open(file)) {
            return reading.checksum(channel, length);
        }
    }

    @Test
    void eachPartGoesOnWhereTheLastOneEnded() throws IOException {
        byte[] bytes = bytes(1);
        Path file = Files.write(directory.resolve("graph"), bytes);
        for (int part = 1; part <= 3; part++) {
            onePart(file, bytes.length);
            assertThat(reading.bytes()).isEqualTo(part * (long) MIB);
        }
        assertThat(theRest(file, bytes.length)).isEqualTo(sum(bytes));
        assertThat(theRest(file, bytes.length)).as("once more").isEqualTo(sum(bytes));
    }

    @Test
    void fileThatWasReplacedIsReadFromItsBeginning() throws IOException {
        byte[] bytes = bytes(1);
        byte[] others = bytes(2);
        Path file = Files.write(directory.resolve("graph"), bytes);
        onePart(file, bytes.length);
        Files.move(Files.write(directory.resolve("graph.tmp"), others), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(theRest(file, bytes.length)).isEqualTo(sum(others));
    }
}
