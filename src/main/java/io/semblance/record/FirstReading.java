package io.semblance.record;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Takes entries of a record while its file is checked, before it is opened: whoever derives something from all of them need
 * not read them a second time.
 *
 * <p>
 * What it is given is not proven yet. An entry lies where it should and keys ascend, but a value may be anything, and the
 * record may turn out to be damaged by the end: opening it fails then, and what was derived is to be thrown away. A
 * {@link RuntimeException} ends the taking from that table; it is what opening fails with if the record is sound, since damage
 * explains everything else. A {@link java.util.concurrent.CancellationException} ends the opening.
 */
public interface FirstReading {

    /** The tables whose entries it takes. */
    Set<Table> tables();

    /**
     * Takes one entry. Those of a table come in the order of their keys and from one thread; several tables may come at once.
     * The buffers are read-only and valid until this returns.
     */
    void take(Table table, ByteBuffer key, ByteBuffer value);

    /** Takes nothing. */
    static FirstReading none() {
        return new FirstReading() {

            @Override
            public Set<Table> tables() {
                return Set.of();
            }

            @Override
            public void take(Table table, ByteBuffer key, ByteBuffer value) {
                throw new IllegalStateException("nothing is taken");
            }
        };
    }
}
