package io.semblance.asset.web;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of assets ended, as a client hands it back: base64url of a format byte, the realm, the body of the last ID,
 * and a checksum over these and the name of the index. The checksum is no secret; it tells a cursor that was cut, changed
 * or taken from another index from one that this service gave out.
 */
final class PageCursor {

    private static final String PARAMETER = "cursor";

    private static final byte FORMAT = 1;

    private static final int CHECKED = 1 + 1 + Long.BYTES;

    private static final int BYTES = CHECKED + Integer.BYTES;

    private PageCursor() {
    }

    static String text(String index, IsccId last) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(FORMAT).put((byte) last.realm()).putLong(last.body());
        bytes.putInt(checksum(index, bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The ID after which to go on; null for the first page or where it does not fit. */
    static @Nullable IsccId read(RequestParameters parameters, String index) {
        String text = parameters.text(PARAMETER);
        if (text == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte format = in.get();
            IsccId last = new IsccId(in.get(), in.getLong());
            if (format == FORMAT && bytes.length == BYTES && in.getInt() == checksum(index, bytes)
                    && text.equals(text(index, last))) {
                return last;
            }
        } catch (IllegalArgumentException | BufferUnderflowException refused) {
            // Not ours: told below, in the words that fit every such case.
        }
        parameters.fault(PARAMETER, "cursor_invalid",
                "The cursor is not one that this index gave out; use the member next of the page before, unchanged.");
        return null;
    }

    private static int checksum(String index, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        crc.update(index.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
