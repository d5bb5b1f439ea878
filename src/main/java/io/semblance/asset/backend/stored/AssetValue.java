package io.semblance.asset.backend.stored;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.Metadata;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** The value of table {@code assets}, laid out in the package's description: an asset but for id, units and simprints. */
final class AssetValue {

    private static final int CODE = 1;
    private static final int UNITS = 2;
    private static final int METADATA = 4;
    private static final int MATCHES = 8;
    private static final int SOURCE = 16;

    private AssetValue() {
    }

    static byte[] encode(Asset asset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Metadata metadata = asset.metadata();
            out.writeByte(flags(asset, metadata));
            if (asset.isccCode() != null) {
                writeShort(out, asset.isccCode());
            }
            if (asset.unitTexts() != null) {
                out.writeByte(asset.unitTexts().size());
                for (String text : asset.unitTexts()) {
                    writeShort(out, text);
                }
            }
            if (metadata != null) {
                writeLong(out, metadata.json());
                writeLong(out, metadata.matchJson());
                writeLong(out, metadata.source());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static int flags(Asset asset, @Nullable Metadata metadata) {
        int flags = (asset.isccCode() == null ? 0 : CODE) | (asset.unitTexts() == null ? 0 : UNITS);
        if (metadata != null) {
            flags |= METADATA | (metadata.matchJson() == null ? 0 : MATCHES) | (metadata.source() == null ? 0 : SOURCE);
        }
        return flags;
    }

    private static void writeShort(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private static void writeLong(DataOutputStream out, @Nullable String text) throws IOException {
        if (text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    /** The asset without its searchable units and without simprints. */
    static Asset decode(IsccId id, ByteBuffer value) {
        int flags = value.get();
        String code = (flags & CODE) == 0 ? null : readShort(value);
        List<String> units = (flags & UNITS) == 0 ? null : readUnits(value);
        return new Asset(id, code, units, List.of(), null, readMetadata(flags, value));
    }

    /** Only the metadata: what a search answer needs of an asset. */
    static @Nullable Metadata decodeMetadata(ByteBuffer value) {
        int flags = value.get();
        if ((flags & CODE) != 0) {
            skipShort(value);
        }
        int units = (flags & UNITS) == 0 ? 0 : value.get() & 0xFF;
        for (int i = 0; i < units; i++) {
            skipShort(value);
        }
        return readMetadata(flags, value);
    }

    private static @Nullable Metadata readMetadata(int flags, ByteBuffer value) {
        if ((flags & METADATA) == 0) {
            return null;
        }
        String json = readLong(value);
        String inMatches = (flags & MATCHES) == 0 ? null : readLong(value);
        String source = (flags & SOURCE) == 0 ? null : readLong(value);
        return new Metadata(json, inMatches, source);
    }

    private static List<String> readUnits(ByteBuffer value) {
        int number = value.get() & 0xFF;
        List<String> units = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            units.add(readShort(value));
        }
        return units;
    }

    private static String readShort(ByteBuffer value) {
        return read(value, value.getShort() & 0xFFFF);
    }

    private static void skipShort(ByteBuffer value) {
        int length = value.getShort() & 0xFFFF;
        value.position(value.position() + length);
    }

    private static String readLong(ByteBuffer value) {
        return read(value, value.getInt());
    }

    /** A damaged value may state any length: it is looked at before memory is taken for it. */
    private static String read(ByteBuffer value, int length) {
        if (length < 0 || length > value.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        value.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
