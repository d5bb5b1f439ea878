package io.semblance.record;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

/** Hands the entries of one table to a {@link FirstReading}, until that refuses one. For one thread. */
final class TakenTable {

    private final FirstReading reading;
    private final Table table;
    private final Window keys = new Window();
    private final Window values = new Window();
    private @Nullable RuntimeException refusal;

    TakenTable(FirstReading reading, Table table) {
        this.reading = reading;
        this.table = table;
    }

    void entry(byte[] inKeys, int key, int keyBytes, byte[] inValues, int value, int valueBytes) {
        if (refusal != null) {
            return;
        }
        try {
            reading.take(table, keys.of(inKeys, key, keyBytes), values.of(inValues, value, valueBytes));
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException refused) {
            // The value may be damaged: whoever sees the sum in the end knows.
            refusal = refused;
        }
    }

    /** Why an entry was refused; null if all were taken. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    /** A buffer that moves over an array, since each entry would need two new ones. */
    private static final class Window {

        private byte[] array = new byte[0];
        private ByteBuffer buffer = ByteBuffer.wrap(array).asReadOnlyBuffer();

        @SuppressWarnings("ReferenceEquality") // the same array is wrapped once, whatever it holds now
        ByteBuffer of(byte[] bytes, int at, int length) {
            if (array != bytes) {
                array = bytes;
                buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            }
            return buffer.limit(at + length).position(at);
        }
    }
}
