package io.semblance.asset.backend.stored;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.PlacedSimprint;
import io.semblance.code.Simprint;

import org.jspecify.annotations.Nullable;

/** The value of table {@code simprints}: all simprints of an asset. Laid out in the package's description. */
public final class PackedSimprints {

    private static final int PLACE_BYTES = 8;
    /** Names are ASCII. A damaged one is read byte by byte, so that it is as long as its length says. */
    private static final Charset NAMES = StandardCharsets.ISO_8859_1;

    private PackedSimprints() {
    }

    static byte[] encode(Map<String, List<PlacedSimprint>> simprints) {
        ByteBuffer packed = ByteBuffer.allocate(size(simprints));
        simprints.forEach((type, list) -> {
            byte[] name = type.getBytes(NAMES);
            packed.put((byte) name.length).put(name).put((byte) (list.getFirst().simprint().bits() / 8))
                    .putInt(list.size());
            for (PlacedSimprint placed : list) {
                packed.put(placed.simprint().bytes()).putInt((int) placed.offset()).putInt((int) placed.size());
            }
        });
        return packed.array();
    }

    private static int size(Map<String, List<PlacedSimprint>> simprints) {
        int size = 0;
        for (Map.Entry<String, List<PlacedSimprint>> type : simprints.entrySet()) {
            int each = type.getValue().getFirst().simprint().bits() / 8 + PLACE_BYTES;
            size += 1 + type.getKey().getBytes(NAMES).length + 1 + 4 + each * type.getValue().size();
        }
        return size;
    }

    /** All simprints by type name; none for null. */
    public static Map<String, List<PlacedSimprint>> decode(@Nullable ByteBuffer packed) {
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        while (packed != null && packed.hasRemaining()) {
            Section section = Section.at(packed);
            List<PlacedSimprint> list = new ArrayList<>(section.number);
            for (int i = 0; i < section.number; i++) {
                list.add(section.get(packed, i));
            }
            simprints.put(section.type, list);
            packed.position(section.end());
        }
        return simprints;
    }

    /** How many simprints there are of each type, without making values of them; none for null. */
    static Map<String, Integer> numbers(@Nullable ByteBuffer packed) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        while (packed != null && packed.hasRemaining()) {
            Section section = Section.at(packed);
            numbers.put(section.type, section.number);
            packed.position(section.end());
        }
        return numbers;
    }

    /** The simprint at a position of a type; the type must be there. */
    public static PlacedSimprint get(ByteBuffer packed, String type, int position) {
        int start = packed.position();
        try {
            Section section = Section.of(packed, type);
            if (section == null) {
                throw new IllegalArgumentException("there are no simprints of type " + type);
            }
            return section.get(packed, position);
        } finally {
            packed.position(start);
        }
    }

    /** Visits the simprints of a type, with their positions and without making values of them; none if there are none. */
    public static void visit(ByteBuffer packed, String type, Visitor visitor) {
        int start = packed.position();
        try {
            Section section = Section.of(packed, type);
            if (section != null) {
                section.visit(packed, visitor);
            }
        } finally {
            packed.position(start);
        }
    }

    /** Takes one simprint: its position and its words. */
    @FunctionalInterface
    public interface Visitor {

        /** Called once for each simprint. */
        void simprint(int position, long w0, long w1, long w2, long w3);
    }

    private record Section(String type, int bytes, int number, int first) {

        static Section at(ByteBuffer packed) {
            byte[] name = new byte[packed.get() & 0xFF];
            packed.get(name);
            int bytes = packed.get() & 0xFF;
            int number = packed.getInt();
            // A damaged value may state any number: it is looked at before memory is taken for it or the end computed.
            if (number < 0 || (long) number * (bytes + PLACE_BYTES) > packed.remaining()) {
                throw new BufferUnderflowException();
            }
            return new Section(new String(name, NAMES), bytes, number, packed.position());
        }

        /** The section of a type, from where the buffer stands; null if there is none. Moves the buffer. */
        static @Nullable Section of(ByteBuffer packed, String type) {
            while (packed.hasRemaining()) {
                Section section = at(packed);
                if (section.type.equals(type)) {
                    return section;
                }
                packed.position(section.end());
            }
            return null;
        }

        int end() {
            return first + number * (bytes + PLACE_BYTES);
        }

        void visit(ByteBuffer packed, Visitor visitor) {
            for (int i = 0; i < number; i++) {
                int at = first + i * (bytes + PLACE_BYTES);
                visitor.simprint(i, word(packed, at, 0), word(packed, at, 1), word(packed, at, 2),
                        word(packed, at, 3));
            }
        }

        private long word(ByteBuffer packed, int at, int word) {
            int left = bytes - word * Long.BYTES;
            if (left >= Long.BYTES) {
                return packed.getLong(at + word * Long.BYTES);
            }
            long value = 0;
            for (int i = 0; i < left; i++) {
                value |= (packed.get(at + word * Long.BYTES + i) & 0xFFL) << (56 - 8 * i);
            }
            return value;
        }

        PlacedSimprint get(ByteBuffer packed, int position) {
            int at = first + position * (bytes + PLACE_BYTES);
            byte[] body = new byte[bytes];
            packed.get(at, body);
            return new PlacedSimprint(Simprint.ofBytes(body), packed.getInt(at + bytes) & PlacedSimprint.MAX_PLACE,
                    packed.getInt(at + bytes + 4) & PlacedSimprint.MAX_PLACE);
        }
    }
}
