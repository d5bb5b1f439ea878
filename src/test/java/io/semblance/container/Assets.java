package io.semblance.container;

import io.semblance.code.IsccId;

/** Assets to write, told apart by their numbers. */
final class Assets {

    private static final String CODE = "ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA";

    private Assets() {
    }

    static String id(int number) {
        return new IsccId(0, (long) (number + 1) << 12).text();
    }

    /** One asset as JSON. */
    static String json(int number) {
        return "{\"iscc_id\":\"" + id(number) + "\",\"iscc_code\":\"" + CODE + "\",\"metadata\":{\"name\":\"" + number
                + "\"}}";
    }

    /** A batch of one. */
    static String batch(int number) {
        return "[" + json(number) + "]";
    }
}
