package io.semblance.bench;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A file of assets, one JSON object a line, packed with gzip where its name ends in {@code .gz}.
 */
record AssetFile(Path path) {

    /** Hands over {@code count} lines after the first {@code from}. */
    void read(int from, int count, Consumer<String> line) throws IOException {
        try (InputStream file = new FileInputStream(path.toFile());
                InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
                var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16)) {
            reader.lines().skip(from).limit(count).filter(text -> !text.isBlank()).forEach(line);
        }
    }

    /** The same as bytes; read before the clock starts, so that unpacking is not part of a measured time. */
    List<byte[]> bytes(int from, int count) throws IOException {
        var lines = new ArrayList<byte[]>();
        read(from, count, text -> lines.add(text.getBytes(StandardCharsets.UTF_8)));
        return lines;
    }
}
