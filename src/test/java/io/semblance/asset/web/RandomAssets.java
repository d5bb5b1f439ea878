package io.semblance.asset.web;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;

/** Assets as a client may send them, of every shape; those of one call have different IDs. */
final class RandomAssets {

    private static final String[] TYPES = {"ISCC:AAAQAAAAAAAAAAAA", "ISCC:EAAQAAAAAAAAAAAA", "ISCC:GAAQAAAAAAAAAAAA",
            "ISCC:IAAQAAAAAAAAAAAA"};

    private static final String[] METADATA = {"{}",
            "{\"name\":\"Ünïcode \\u0007 \\\"x\\\" \uD83D\uDE00\",\"n\":[1,2.50,-0,1E5,null]}",
            "{\"source\":\"https://Example.com/a b\",\"deep\":{\"a\":[{\"b\":[[]]}]}}",
            "{\"source\":\"no url\",\"big\":123456789012345678901234567890}",
            "{\"\":\"\",\"source\":null}"};

    private RandomAssets() {
    }

    static String lines(Random random, int count) {
        StringBuilder lines = new StringBuilder();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            lines.append(asset(random, new IsccId(0, ((long) i << 50) + random.nextInt(1 << 20)))).append('\n');
        }
        return lines.toString();
    }

    static String asset(Random random, IsccId id) {
        StringBuilder json = new StringBuilder("{\"iscc_id\":\"" + id.text() + "\"");
        if (random.nextInt(4) > 0) {
            json.append(",\"units\":[").append(units(random)).append(']');
        } else if (random.nextBoolean()) {
            json.append(",\"iscc_code\":\"ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA\"");
        }
        if (random.nextInt(4) == 0) {
            json.append(",\"simprints\":{").append(simprints(random)).append('}');
        }
        if (random.nextBoolean()) {
            json.append(",\"metadata\":").append(METADATA[random.nextInt(METADATA.length)]);
        }
        return json.append('}').toString();
    }

    private static String units(Random random) {
        List<String> units = new ArrayList<>();
        for (String example : TYPES) {
            UnitType type = IsccUnit.parse(example).type();
            byte[] body = new byte[4 * (1 + random.nextInt(8))];
            random.nextBytes(body);
            units.add("\"" + IsccUnit.ofBody(type, body).text() + "\"");
        }
        return String.join(",", units.subList(0, 2 + random.nextInt(3)));
    }

    private static String simprints(Random random) {
        List<String> simprints = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            simprints.add("{\"simprint\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                    + "\",\"offset\":" + i * 100 + ",\"size\":" + random.nextInt(100) + "}");
        }
        return "\"CONTENT_TEXT_V0\":[" + String.join(",", simprints) + "]";
    }
}
