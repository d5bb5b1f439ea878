package io.semblance.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a unit: only units of equal type are compared with each other. Fourteen kinds exist: META, DATA, INSTANCE
 * and FLAKE with SubType NONE; SEMANTIC and CONTENT with TEXT, IMAGE, AUDIO, VIDEO, MIXED; all in version 0 (ISO 24138,
 * ISCC header). The static methods hand out one shared instance of each; another one with the same components is equal.
 *
 * @param mainType META, SEMANTIC, CONTENT, DATA, INSTANCE or FLAKE
 * @param subType 0 to 4 for SEMANTIC and CONTENT, else 0
 * @param version 0
 */
public record UnitType(MainType mainType, int subType, int version) {

    private static final List<String> NO_MEDIA = List.of("NONE");

    private static final List<String> MEDIA = List.of("TEXT", "IMAGE", "AUDIO", "VIDEO", "MIXED");

    /** By MainType and SubType, three bits each. */
    private static final @Nullable UnitType[] TABLE = new @Nullable UnitType[64];

    private static final String[] NAMES = new String[64];

    private static final List<UnitType> ALL = fillTables();

    private static final Map<String, UnitType> BY_NAME = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(UnitType::name, Function.identity()));

    /** Refuses every combination that ISO 24138 does not define for a unit, with {@link IsccFormatException}. */
    public UnitType {
        int subTypes = subTypes(mainType).size();
        if (version != 0) {
            throw new IsccFormatException("Version " + version + " of " + mainType
                    + " is not supported. Give a unit of version 0, the version that ISO 24138 defines.");
        }
        if (subType < 0 || subType >= subTypes) {
            throw new IsccFormatException(subType + " is not a valid " + (subTypes > 1 ? "ST_CC" : "ST")
                    + ". SubTypes of " + mainType + " are 0 to " + (subTypes - 1)
                    + "; check that the code was copied whole.");
        }
    }

    private static List<UnitType> fillTables() {
        List<UnitType> all = new ArrayList<>();
        for (MainType mainType : MainType.values()) {
            if (mainType == MainType.ISCC || mainType == MainType.ID) {
                continue;
            }
            List<String> subTypes = subTypes(mainType);
            for (int subType = 0; subType < subTypes.size(); subType++) {
                UnitType type = new UnitType(mainType, subType, 0);
                TABLE[type.slot()] = type;
                NAMES[type.slot()] = mainType + "_" + subTypes.get(subType) + "_V0";
                all.add(type);
            }
        }
        return List.copyOf(all);
    }

    private static List<String> subTypes(MainType mainType) {
        return switch (mainType) {
            case META, DATA, INSTANCE, FLAKE -> NO_MEDIA;
            case SEMANTIC, CONTENT -> MEDIA;
            case ISCC -> throw new IsccFormatException("An ISCC-CODE is not an ISCC-UNIT."
                    + " Give it as 'iscc_code', or decompose it into its units.");
            case ID -> throw new IsccFormatException("An ISCC-ID is not an ISCC-UNIT."
                    + " Give it as 'iscc_id', and only units where units are expected.");
        };
    }

    /** All fourteen unit types, by MainType and SubType. */
    public static List<UnitType> all() {
        return ALL;
    }

    /** The shared instance for the three numbers of a header. */
    static UnitType of(int mainType, int subType, int version) {
        UnitType type = new UnitType(MainType.of(mainType), subType, version);
        UnitType shared = TABLE[type.slot()];
        return shared != null ? shared : type;
    }

    /** The shared instance for the first three nibbles of a two-byte header, or null where they name no unit type. */
    static @Nullable UnitType ofHeader(int header) {
        boolean oneNibbleEach = (header & 0x8888) == 0;
        boolean version0 = (header & 0x00F0) == 0;
        return oneNibbleEach && version0 ? TABLE[(header >>> 12 << 3) | ((header >>> 8) & 7)] : null;
    }

    /** The type of a storage key, see {@link #key()}; {@link IsccFormatException} where there is none. */
    public static UnitType ofKey(int key) {
        if (key < 0 || key > 0xFFFF) {
            throw new IsccFormatException(key + " is not the key of a unit type. Keys have 16 bits.");
        }
        return of(key >>> 12, (key >>> 8) & 0xF, key & 0xFF);
    }

    /** The type of a name such as {@code CONTENT_TEXT_V0}; {@link IsccFormatException} where there is none. */
    public static UnitType ofName(String name) {
        UnitType type = BY_NAME.get(name);
        if (type == null) {
            throw new IsccFormatException("'" + IsccFormatException.shown(name)
                    + "' is not the name of a unit type. Names are "
                    + ALL.stream().map(UnitType::name).collect(Collectors.joining(", ")) + ".");
        }
        return type;
    }

    /** The type's name on the wire: MainType, SubType and version, such as {@code META_NONE_V0}. */
    public String name() {
        return NAMES[slot()];
    }

    /** Whether units of this type say "the same bytes", so that they match by prefix and not by likeness. */
    public boolean isInstance() {
        return mainType == MainType.INSTANCE;
    }

    /** 16 bits for storage keys: MainType and SubType in four bits each, version in eight. Never changes. */
    public int key() {
        return (((mainType.value() << 4) | subType) << 8) | version;
    }

    private int slot() {
        return (mainType.value() << 3) | subType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof UnitType type && key() == type.key());
    }

    @Override
    public int hashCode() {
        return slot();
    }

    /** The same as {@link #name()}. */
    @Override
    public String toString() {
        return name();
    }
}
