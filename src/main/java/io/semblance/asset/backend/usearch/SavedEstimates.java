package io.semblance.asset.backend.usearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import io.semblance.asset.evidence.DistanceModel;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.record.DurableTrees;
import io.semblance.record.SmallFile;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The estimates of an index on disk, so that after a restart the same codes have the same bits of evidence. Derived: what is
 * lost, damaged or of another record is left, and made anew.
 *
 * <pre>
 * semblance estimates 1
 * record IDENTITY
 * TYPE CODES COMPARED MEAN EFFECTIVE_BITS SEQUENCE     one line for each type and compared length
 * check CRC-32C of the lines before, in hexadecimal
 * </pre>
 *
 * SEQUENCE is the commit of whose codes they were made. Lines of earlier versions lack it, and count as made before the first.
 */
public final class SavedEstimates {

    /** Name of the file in the directory of an index. */
    public static final String FILE = "ESTIMATES";

    private static final Logger LOG = LoggerFactory.getLogger(SavedEstimates.class);
    private static final String FIRST = "semblance estimates 1";
    private static final int FIELDS = 6;
    private static final int LONGEST = 256;
    /** Thousands of lines, of which there are some for each type. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    SavedEstimates(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /**
     * The models of a type.
     *
     * @param sequence number of the commit of whose codes they were made; 0 where that is not known
     */
    record Saved(TypeModels models, long sequence) {
    }

    /** What was saved of this record; empty if nothing was that can be used. */
    List<Saved> read(long identity) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = content(file);
            return content.identity == identity ? content.models() : List.of();
        } catch (IOException unusable) {
            LOG.warn("The estimates in {} are made anew: {}", file, unusable.getMessage());
            return List.of();
        }
    }

    /** Replaces what was saved. What cannot be saved is told and left, for it can be made anew. */
    void write(long identity, List<Saved> all) {
        StringBuilder text = new StringBuilder(FIRST + "\nrecord " + identity + "\n");
        for (Saved type : all) {
            for (DistanceModel model : type.models.estimated()) {
                text.append(type.models.type()).append(' ').append(type.models.codes()).append(' ')
                        .append(model.compared()).append(' ').append(model.mean()).append(' ')
                        .append(model.effectiveBits()).append(' ').append(type.sequence).append('\n');
            }
        }
        try {
            DurableTrees.writeFile(file, text + "check " + check(text.toString()) + "\n");
        } catch (IOException unsaved) {
            LOG.warn("The estimates cannot be saved to {}: {}", file, unsaved.toString());
        }
    }

    /** What is wrong with a file; null if it is sound. */
    public static @Nullable String fault(Path file) {
        try {
            content(file);
            return null;
        } catch (IOException unsound) {
            return String.valueOf(unsound.getMessage());
        }
    }

    private record Line(String type, DistanceModel model, long sequence) {
    }

    private record Content(long identity, List<Line> lines) {

        List<Saved> models() {
            Map<String, List<Line>> byType = new LinkedHashMap<>();
            lines.forEach(line -> byType.computeIfAbsent(line.type, none -> new ArrayList<>()).add(line));
            List<Saved> models = new ArrayList<>();
            byType.forEach((type, list) -> models.add(new Saved(
                    TypeModels.of(type, list.getFirst().model.codes(), list.stream().map(Line::model).toList()),
                    list.getFirst().sequence)));
            return models;
        }
    }

    private static Content content(Path file) throws IOException {
        String text = new String(SmallFile.bytes(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf("check ");
        if (last < 0 || !text.substring(last).equals("check " + check(text.substring(0, last)) + "\n")) {
            throw new IOException("does not pass its check");
        }
        List<String> lines = text.substring(0, last).lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(FIRST) || !lines.get(1).startsWith("record ")) {
            throw new IOException("is of another version");
        }
        try {
            long identity = Long.parseLong(lines.get(1).substring("record ".length()));
            return new Content(identity, lines.stream().skip(2).map(SavedEstimates::line).toList());
        } catch (IllegalArgumentException unfit) {
            throw new IOException("has a line that is none: " + unfit.getMessage(), unfit);
        }
    }

    private static Line line(String text) {
        String[] fields = text.split(" ", -1);
        boolean isEarlier = fields.length == FIELDS - 1;
        int compared = isEarlier || fields.length == FIELDS ? Integer.parseInt(fields[2]) : 0;
        if (compared < Byte.SIZE || compared > LONGEST || compared % Byte.SIZE != 0) {
            throw new IllegalArgumentException(text);
        }
        return new Line(fields[0], new DistanceModel(compared, Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]), Long.parseLong(fields[1])), isEarlier ? 0 : Long.parseLong(fields[5]));
    }

    private static String check(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(sum.getValue());
    }
}
