package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.semblance.asset.RealmRule;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;
import io.semblance.record.WriteTransaction;

/** What table {@code meta} says of an index as a whole. */
public final class IndexMeta {

    private static final byte[] REALM = Keys.name("realm");
    private static final String SIMPRINTS = "simprints.";

    private IndexMeta() {
    }

    /** Realm of the index, or {@link RealmRule#OPEN}. */
    public static int realm(ReadTransaction tx) {
        ByteBuffer realm = tx.get(Table.META, REALM);
        return realm == null ? RealmRule.OPEN : realm.get();
    }

    static void putRealm(WriteTransaction tx, int realm) {
        tx.put(Table.META, REALM, new byte[]{(byte) realm});
    }

    /** The simprint types that the index holds, with their widths and numbers. */
    public static Map<String, SimprintFigures> simprints(ReadTransaction tx) {
        Map<String, SimprintFigures> figures = new LinkedHashMap<>();
        tx.scanPrefix(Table.META, Keys.name(SIMPRINTS), (key, value) -> {
            String type = StandardCharsets.UTF_8.decode(key).toString().substring(SIMPRINTS.length());
            figures.put(type, figures(value));
            return true;
        });
        return figures;
    }

    /** Simprints of one type; 0 if the index holds none. */
    static long simprints(ReadTransaction tx, String type) {
        ByteBuffer value = tx.get(Table.META, Keys.name(SIMPRINTS + type));
        return value == null ? 0 : figures(value).number();
    }

    private static SimprintFigures figures(ByteBuffer value) {
        return new SimprintFigures(value.getShort(), value.getLong());
    }

    static void putSimprints(WriteTransaction tx, String type, int bits, long number) {
        byte[] key = Keys.name(SIMPRINTS + type);
        if (number == 0) {
            tx.delete(Table.META, key);
        } else {
            tx.put(Table.META, key, ByteBuffer.allocate(10).putShort((short) bits).putLong(number).array());
        }
    }

    /**
     * What an index holds of a simprint type.
     *
     * @param bits width of its simprints
     * @param number simprints of all assets, at least 1
     */
    public record SimprintFigures(int bits, long number) {
    }
}
