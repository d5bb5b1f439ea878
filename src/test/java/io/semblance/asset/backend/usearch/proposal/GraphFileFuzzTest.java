package io.semblance.asset.backend.usearch.proposal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.graph.TestedGraph;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S1: whatever the trailer of a graph's file says, with its own checksum or without, the file is read as what it is or
 * refused. What lies before the trailer is the library's and stays as it is: only who can compute its checksum can change it
 * unseen.
 */
@BesideOthers
class GraphFileFuzzTest {

    private static final long SECONDS = 5;
    private static final int TRAILER = 76;
    private static final GroupKey KEY = GroupKey.ofUnits("CONTENT_TEXT_V0", 256);

    @TempDir
    Path directory;

    @Test
    void everyTrailerIsReadOrRefused() throws IOException {
        GraphLibrary library = TestedGraph.require();
        GraphFile file = new GraphFile(directory, KEY);
        SplittableRandom random = new SplittableRandom(1);
        try (Graph graph = Graph.create(library, KEY.options())) {
            graph.reserve(50);
            for (int i = 0; i < 50; i++) {
                graph.add(i, new long[]{random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()});
            }
            file.save(graph, new GraphFile.State(7, 50, 3, 9));
        }
        Path path = directory.resolve(KEY.fileName());
        byte[] sound = Files.readAllBytes(path);
        int body = sound.length - TRAILER;
        Fuzzing.of("graph-trailer", List.of(Arrays.copyOfRange(sound, body, sound.length))).run(SECONDS, input -> {
            write(path, ByteBuffer.allocate(body + input.length).put(sound, 0, body).put(signed(input)).array());
            return outcome(file, library);
        });
    }

    /** Every second input with a checksum that is right, so that the fields behind it are reached. */
    private static byte[] signed(byte[] trailer) {
        if (trailer.length == TRAILER && trailer[TRAILER - 1] % 2 == 0) {
            CRC32C crc = new CRC32C();
            crc.update(trailer, 0, TRAILER - 4);
            ByteBuffer.wrap(trailer).putInt(TRAILER - 4, (int) crc.getValue());
        }
        return trailer;
    }

    private static void write(Path path, byte[] bytes) {
        try {
            Files.write(path, bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String outcome(GraphFile file, GraphLibrary library) {
        try {
            GraphFile.Opened opened = file.open(library);
            opened.graph().close();
            return "read " + opened.state().equals(new GraphFile.State(7, 50, 3, 9));
        } catch (GraphFile.UnsoundFileException refused) {
            return refused.reason();
        }
    }
}
