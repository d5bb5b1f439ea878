package io.semblance.asset.backend.usearch.proposal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.IsccUnit;
import io.semblance.record.ReadTransaction;
import io.semblance.record.RecordFile;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** Files of graphs beside a record: whether they are sound, and where nobody has the record open, whether they agree with it. */
public final class SavedGraphs {

    private static final Pattern NAME = Pattern.compile("(SIMPRINT_)?([A-Z0-9_]+)-(\\d{1,3})\\.graph");

    private SavedGraphs() {
    }

    /** Whether a file has the name of a graph. */
    public static boolean isGraph(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /**
     * What is wrong with a file; null if it is sound and fits the record.
     *
     * @param file of which {@link #isGraph} holds
     */
    public static @Nullable String fault(Path file, RecordFile record) {
        GroupKey key = key(file);
        GraphFile.State state;
        try {
            state = GraphFile.read(file, key, new GraphReading());
        } catch (GraphFile.UnsoundFileException unsound) {
            return "does not pass its check: " + unsound.reason();
        }
        if (state.sequence() > record.sequence()) {
            return "is of commit " + state.sequence() + ", and the record ends with " + record.sequence();
        }
        return record.<@Nullable String>read(tx -> {
            if (state.origin() != 0 && state.origin() != tx.identity(key.name())) {
                return "belongs to another record or group";
            }
            long codes = state.sequence() == record.sequence() ? codes(tx, key) : state.codes();
            return codes == state.codes() ? null : "has " + state.codes() + " codes, and the record " + codes;
        });
    }

    /**
     * What is wrong with a file of an index that is served; null if it is sound, or gone. Whoever replaces it meanwhile leaves
     * what is read here as it was.
     *
     * @param file of which {@link #isGraph} holds
     * @param reading goes on where it has ended, if it has read a part of this very file
     * @param pace is run after each MiB; what it throws ends the part
     */
    public static @Nullable String faultWhileServed(Path file, GraphReading reading, Runnable pace) {
        try {
            reading.of(file, pace);
            GraphFile.read(file, key(file), reading);
            return null;
        } catch (GraphFile.UnsoundFileException unsound) {
            return Files.exists(file) ? "does not pass its check: " + unsound.reason() : null;
        }
    }

    private static GroupKey key(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new IllegalArgumentException("not the name of a graph: " + file);
        }
        return new GroupKey(name.group(2), Integer.parseInt(name.group(3)), name.group(1) != null);
    }

    private static long codes(ReadTransaction tx, GroupKey key) {
        if (key.several()) {
            IndexMeta.SimprintFigures figures = IndexMeta.simprints(tx).get(key.type());
            return figures == null || figures.bits() != key.bits() ? 0 : figures.number();
        }
        long[] count = new long[1];
        tx.scan(Table.UNITS, new byte[0], (id, packed) -> {
            for (IsccUnit unit : PackedUnits.decode(packed)) {
                if (unit.bits() == key.bits() && unit.type().name().equals(key.type())) {
                    count[0]++;
                }
            }
            return true;
        });
        return count[0];
    }
}
