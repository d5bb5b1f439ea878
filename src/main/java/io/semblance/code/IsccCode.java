package io.semblance.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ISCC-CODE: units of one asset in one code (ISO 24138, ISCC-CODE). DATA and INSTANCE are always part of it; META,
 * SEMANTIC and CONTENT may be. The header's length field is a bitmap of these three, its SubType the media type.
 *
 * <p>
 * Composing shortens: each unit keeps its first 64 bits, in a WIDE code (DATA and INSTANCE only) 128. So decomposing a
 * composed code gives prefixes of the units that went in.
 */
public final class IsccCode {

    /** How many units one text may hold; an asset has a handful. */
    public static final int MAX_UNITS = 64;

    private static final int MAX_TEXT = MAX_UNITS * Base32.characters(Header.BYTES + Words.MAX_BITS / 8);

    private static final int SUM = 5;

    private static final int NONE = 6;

    private static final int WIDE = 7;

    private static final int UNIT_BYTES = 8;

    private static final int WIDE_UNIT_BYTES = 16;

    /** Bit n of the length field stands for the MainType at n. The body holds them in reverse: META first. */
    private static final List<MainType> OPTIONAL = List.of(MainType.CONTENT, MainType.SEMANTIC, MainType.META);

    private static final UnitType DATA = UnitType.of(MainType.DATA.value(), 0, 0);

    private static final UnitType INSTANCE = UnitType.of(MainType.INSTANCE.value(), 0, 0);

    private IsccCode() {
    }

    /**
     * The units of a text, in its order. The text is an ISCC-CODE, a single unit, or units one after the other, of which
     * the last may be an ISCC-CODE. {@link IsccFormatException} where a part is shorter or longer than its header says,
     * where there are more than {@value #MAX_UNITS} units, and for an ISCC-ID.
     */
    public static List<IsccUnit> decompose(String text) {
        int start = Base32.start(text);
        if (text.length() - start > MAX_TEXT) {
            throw tooMany();
        }
        byte[] bytes = Base32.decode(text, start);
        List<IsccUnit> units = new ArrayList<>(5);
        int at = 0;
        do {
            Header header = Header.read(bytes, at, bytes.length);
            if (header.mainType() == MainType.ISCC.value()) {
                addCode(header, bytes, at + header.size(), units);
                at = bytes.length;
            } else {
                at = addUnit(header, bytes, at, units);
            }
            if (units.size() > MAX_UNITS) {
                throw tooMany();
            }
        } while (at < bytes.length);
        return List.copyOf(units);
    }

    private static int addUnit(Header header, byte[] bytes, int at, List<IsccUnit> units) {
        if (header.mainType() == MainType.ID.value()) {
            throw new IsccFormatException(
                    "An ISCC-ID has no units. Give it as 'iscc_id', and an ISCC-CODE or units where content is expected.");
        }
        UnitType.of(header.mainType(), header.subType(), header.version());
        int end = Math.min(at + header.size() + IsccUnit.bits(header) / 8, bytes.length);
        units.add(IsccUnit.ofDigest(bytes, at, end - at));
        return end;
    }

    private static void addCode(Header header, byte[] bytes, int from, List<IsccUnit> units) {
        if (header.version() != 0) {
            throw new IsccFormatException("Version " + header.version()
                    + " of an ISCC-CODE is not supported. Give one of version 0, the version that ISO 24138 defines.");
        }
        if (header.subType() > WIDE) {
            throw new IsccFormatException(header.subType()
                    + " is not a valid ST_ISCC. SubTypes of an ISCC-CODE are 0 to 7; check that it was copied whole.");
        }
        boolean wide = header.subType() == WIDE;
        if (header.length() > (wide ? 0 : 7)) {
            throw new IsccFormatException(
                    "An ISCC-CODE of SubType " + header.subType() + " cannot have the length field "
                            + header.length() + ". Check that the code was copied whole.");
        }
        int unitBytes = wide ? WIDE_UNIT_BYTES : UNIT_BYTES;
        int expected = (Integer.bitCount(header.length()) + 2) * unitBytes;
        if (bytes.length - from != expected) {
            throw new IsccFormatException(
                    "The header of the ISCC-CODE says " + expected + " bytes of units, but there are "
                            + (bytes.length - from) + ". Give the code whole and nothing after it.");
        }
        int at = from;
        for (UnitType type : types(header)) {
            units.add(unit(type, bytes, at, unitBytes));
            at += unitBytes;
        }
    }

    private static List<UnitType> types(Header header) {
        List<UnitType> types = new ArrayList<>(5);
        for (int bit = OPTIONAL.size() - 1; bit >= 0; bit--) {
            if ((header.length() & (1 << bit)) != 0) {
                MainType mainType = OPTIONAL.get(bit);
                types.add(UnitType.of(mainType.value(), mainType == MainType.META ? 0 : header.subType(), 0));
            }
        }
        types.add(DATA);
        types.add(INSTANCE);
        return types;
    }

    private static IsccUnit unit(UnitType type, byte[] bytes, int at, int count) {
        long second = count > Long.BYTES ? Words.get(bytes, at, at + count, 1) : 0;
        return new IsccUnit(type, count * 8, Words.get(bytes, at, at + count, 0), second, 0, 0);
    }

    private static IsccFormatException tooMany() {
        return new IsccFormatException(
                "The code holds more than " + MAX_UNITS + " units. Give the units of one asset, or one ISCC-CODE.");
    }

    /**
     * The canonical text of the ISCC-CODE of the units, in any order; WIDE where there are just DATA and INSTANCE of 128
     * bits or more. Empty where they make no code: DATA or INSTANCE is missing, two have one MainType, one has less than
     * 64 bits or is a FLAKE, or SEMANTIC and CONTENT differ in media type.
     */
    public static Optional<String> compose(List<IsccUnit> units) {
        return compose(units, true);
    }

    /** As {@link #compose(List)}; without {@code wide} the result is never a WIDE code. */
    public static Optional<String> compose(List<IsccUnit> units, boolean wide) {
        List<IsccUnit> sorted = units.stream().sorted(Comparator.comparing(unit -> unit.type().mainType())).toList();
        List<MainType> mainTypes = sorted.stream().map(unit -> unit.type().mainType()).distinct().toList();
        List<Integer> mediaTypes = sorted.stream().map(IsccUnit::type)
                .filter(type -> type.mainType() == MainType.SEMANTIC || type.mainType() == MainType.CONTENT)
                .map(UnitType::subType).distinct().toList();
        int optional = sorted.size() - 2;
        if (optional < 0 || mainTypes.size() < sorted.size() || mainTypes.get(optional) != MainType.DATA
                || mainTypes.get(optional + 1) != MainType.INSTANCE || mediaTypes.size() > 1
                || shortest(sorted) < UNIT_BYTES * 8) {
            return Optional.empty();
        }
        boolean isWide = wide && optional == 0 && shortest(sorted) >= WIDE_UNIT_BYTES * 8;
        int subType = isWide ? WIDE : !mediaTypes.isEmpty() ? mediaTypes.getFirst() : optional == 0 ? SUM : NONE;
        int bitmap = mainTypes.subList(0, optional).stream().mapToInt(type -> 1 << OPTIONAL.indexOf(type)).sum();
        return Optional.of(text(new Header(MainType.ISCC.value(), subType, 0, bitmap), sorted,
                isWide ? WIDE_UNIT_BYTES : UNIT_BYTES));
    }

    private static int shortest(List<IsccUnit> units) {
        return units.stream().mapToInt(IsccUnit::bits).min().orElse(0);
    }

    private static String text(Header header, List<IsccUnit> units, int unitBytes) {
        byte[] code = new byte[Header.BYTES + units.size() * unitBytes];
        System.arraycopy(header.toBytes(), 0, code, 0, Header.BYTES);
        for (int i = 0; i < units.size(); i++) {
            IsccUnit unit = units.get(i);
            Words.put(unit.w0(), unit.w1(), unit.w2(), unit.w3(), code, Header.BYTES + i * unitBytes, unitBytes);
        }
        return Base32.text(code);
    }
}
