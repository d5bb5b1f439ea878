package io.semblance.asset.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.asset.Limits;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;

/** Reads assets: one alone, as a line of an import is, or a batch. */
public final class EntryReader {

    private static final int MIN_UNITS = 2;

    private EntryReader() {
    }

    /** The assets of a batch; null is a fault. */
    public static List<AssetDraft> readBatch(JsonReading json) {
        List<AssetDraft> drafts = new ArrayList<>();
        if (json.isNull()) {
            json.fault("missing", Models.MISSING_BODY);
            return drafts;
        }
        if (!json.list()) {
            return drafts;
        }
        while (json.nextItem()) {
            if (drafts.size() == Limits.BATCH_ASSETS) {
                json.skip();
                json.skipItems();
                json.tooLong(Limits.BATCH_ASSETS);
                return drafts;
            }
            drafts.add(read(json));
        }
        return drafts;
    }

    /**
     * An asset whose JSON is all of these bytes.
     *
     * @throws io.semblance.problem.CallerFault when they are no JSON text of an asset; its sentence names the place
     */
    public static AssetDraft readAlone(byte[] bytes) {
        Faults faults = new Faults();
        AssetDraft draft = JsonText.read(JsonBody.of(bytes), faults, EntryReader::read);
        faults.throwIfAny();
        return draft;
    }

    static AssetDraft read(JsonReading json) {
        String id = null;
        String code = null;
        List<String> units = null;
        Map<String, List<SimprintDraft>> simprints = null;
        Metadata metadata = null;
        if (json.object("model_attributes_type", "An asset is an object.")) {
            while (json.nextMember()) {
                switch (json.name()) {
                    case "iscc_id" -> id = json.textOrNull(TextRule.ISCC_ID);
                    case "iscc_code" -> code = json.textOrNull(TextRule.ISCC_CODE);
                    case "units" -> units = json.textsOrNull(TextRule.UNIT, MIN_UNITS, Limits.ASSET_UNITS);
                    case "simprints" -> simprints = SimprintsReader.read(json, "An asset", Limits.ASSET_SIMPRINTS,
                            most -> ofType(json, most));
                    case "metadata" -> metadata = MetadataReader.read(json);
                    default -> json.skip();
                }
            }
        }
        return new AssetDraft(id, code, units, simprints, metadata);
    }

    private static List<SimprintDraft> ofType(JsonReading json, int most) {
        List<SimprintDraft> simprints = new ArrayList<>();
        if (!json.list()) {
            return simprints;
        }
        while (json.nextItem()) {
            if (simprints.size() >= most) {
                json.skip();
                json.skipItems();
                json.fault("too_long", "An asset may have at most " + Limits.ASSET_SIMPRINTS + " simprints.");
                return simprints;
            }
            simprints.add(simprint(json));
        }
        return simprints;
    }

    private static SimprintDraft simprint(JsonReading json) {
        String text = null;
        long offset = 0;
        long size = 0;
        int seen = 0;
        if (!json.object("model_attributes_type", "A simprint is an object.")) {
            return new SimprintDraft("", 0, 0);
        }
        while (json.nextMember()) {
            switch (json.name()) {
                case "simprint" -> {
                    text = json.text(TextRule.SIMPRINT);
                    seen |= 1;
                }
                case "offset" -> {
                    offset = json.integer(0, PlacedSimprint.MAX_PLACE);
                    seen |= 2;
                }
                case "size" -> {
                    size = json.integer(0, PlacedSimprint.MAX_PLACE);
                    seen |= 4;
                }
                default -> json.skip();
            }
        }
        requireAll(json, seen);
        return new SimprintDraft(text == null ? "" : text, offset, size);
    }

    private static void requireAll(JsonReading json, int seen) {
        if ((seen & 1) == 0) {
            json.missing("simprint");
        }
        if ((seen & 2) == 0) {
            json.missing("offset");
        }
        if ((seen & 4) == 0) {
            json.missing("size");
        }
    }
}
