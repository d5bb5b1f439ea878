package io.semblance.asset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.code.IsccCode;
import io.semblance.code.IsccFormatException;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * From drafts to values: every code is parsed here, once, and what cannot be parsed becomes a {@link CallerFault} that
 * names the {@link Place}. Below this class no string is a code.
 */
final class CodeReading {

    private CodeReading() {
    }

    /** The assets of a batch. */
    static List<Asset> assets(List<AssetDraft> drafts) {
        List<Asset> assets = new ArrayList<>(drafts.size());
        for (AssetDraft draft : drafts) {
            assets.add(asset(draft, Place.asset(assets.size())));
        }
        return assets;
    }

    static Asset asset(AssetDraft draft, Place place) {
        if (draft.isccId() == null) {
            throw place.member("iscc_id").fault(ProblemType.MISSING_ID,
                    "Asset must have iscc_id field when adding to index. "
                            + "Give each asset its ISCC-ID, such as \"iscc_id\": \"ISCC:MAIGIIFJRDGEQQAA\".");
        }
        IsccId id = id(draft.isccId(), place.member("iscc_id"));
        List<IsccUnit> ofCode = draft.isccCode() == null
                ? List.of()
                : decompose(draft.isccCode(), place.member("iscc_code"));
        List<IsccUnit> units = draft.units() == null
                ? ofCode
                : units(draft.units(), Limits.ASSET_UNITS, place.member("units"));
        return new Asset(id, draft.isccCode(), draft.units(), lastOfEachType(units),
                simprints(draft.simprints(), place), draft.metadata());
    }

    /** The ids of a list in a body. */
    static List<IsccId> ids(List<String> texts) {
        Place place = Place.NONE.member("iscc_ids");
        List<IsccId> ids = new ArrayList<>(texts.size());
        for (String text : texts) {
            ids.add(id(text, place.item(ids.size())));
        }
        return ids;
    }

    static IsccId id(String text, Place place) {
        try {
            return IsccId.parse(text);
        } catch (IsccFormatException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()), place);
        }
    }

    static List<IsccUnit> decompose(String code, Place place) {
        if (code.length() > Limits.CODE_CHARACTERS) {
            throw malformed("The ISCC-CODE has " + code.length() + " characters; send at most " + Limits.CODE_CHARACTERS
                    + ".", place);
        }
        try {
            return IsccCode.decompose(code);
        } catch (IsccFormatException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()), place);
        }
    }

    static List<IsccUnit> units(List<String> texts, int most, Place place) {
        if (texts.size() > most) {
            throw malformed("There are " + texts.size() + " units; send at most " + most + ".", place);
        }
        List<IsccUnit> units = new ArrayList<>(texts.size());
        for (String text : texts) {
            try {
                units.add(IsccUnit.parse(text));
            } catch (IsccFormatException malformed) {
                throw malformed(String.valueOf(malformed.getMessage()), place.item(units.size()));
            }
        }
        return units;
    }

    private static List<IsccUnit> lastOfEachType(List<IsccUnit> units) {
        Map<Object, IsccUnit> byType = new LinkedHashMap<>();
        for (IsccUnit unit : units) {
            byType.put(unit.type(), unit);
        }
        return List.copyOf(byType.values());
    }

    private static @Nullable Map<String, List<PlacedSimprint>> simprints(
            @Nullable Map<String, List<AssetDraft.SimprintDraft>> drafts, Place place) {
        if (drafts == null) {
            return null;
        }
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        int total = 0;
        for (Map.Entry<String, List<AssetDraft.SimprintDraft>> type : drafts.entrySet()) {
            if (!SimprintType.isPossible(type.getKey())) {
                throw place.member("simprints").fault(ProblemType.SIMPRINT_TYPE,
                        "A simprint type has an impossible name; use up to " + Limits.SIMPRINT_TYPE_CHARACTERS
                                + " letters, digits, underscores, dots and hyphens, such as CONTENT_TEXT_V0.");
            }
            total += type.getValue().size();
            simprints.put(type.getKey(), placed(type.getKey(), type.getValue(), place));
        }
        if (total > Limits.ASSET_SIMPRINTS || simprints.size() > Limits.SIMPRINT_TYPES) {
            throw malformed("An asset has " + total + " simprints in " + simprints.size() + " types; send at most "
                    + Limits.ASSET_SIMPRINTS + " in " + Limits.SIMPRINT_TYPES + " types.", place.member("simprints"));
        }
        return simprints;
    }

    private static List<PlacedSimprint> placed(String type, List<AssetDraft.SimprintDraft> drafts, Place place) {
        List<PlacedSimprint> placed = new ArrayList<>(drafts.size());
        for (AssetDraft.SimprintDraft draft : drafts) {
            Simprint simprint;
            try {
                simprint = Simprint.parse(draft.simprint());
            } catch (IsccFormatException malformed) {
                throw malformed(String.valueOf(malformed.getMessage()), place.type(type).item(placed.size()));
            }
            if (!placed.isEmpty() && placed.getFirst().simprint().bits() != simprint.bits()) {
                throw place.type(type).item(placed.size()).fault(ProblemType.SIMPRINT_WIDTH,
                        "All simprints of a type must have the same width, but " + type + " has one of "
                                + placed.getFirst().simprint().bits() + " and one of " + simprint.bits() + " bits.");
            }
            placed.add(new PlacedSimprint(simprint, draft.offset(), draft.size()));
        }
        return placed;
    }

    private static CallerFault malformed(String detail, Place place) {
        return place.fault(ProblemType.MALFORMED_CODE, detail);
    }
}
