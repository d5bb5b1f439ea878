package io.semblance.asset.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/**
 * Finds the encoding of a JSON text as CPython does: by its byte order mark, else by the pattern of zero bytes that two
 * ASCII characters leave in UTF-16 and UTF-32 (RFC 4627 section 3), else UTF-8. Bytes that are not text in the encoding
 * found are refused here, so that no reader below meets them.
 */
final class JsonEncoding {

    private static final int CHUNK = 8192;

    private static final int UTF8_MARK = 3;

    private JsonEncoding() {
    }

    static byte[] toUtf8(byte[] bytes) {
        Charset charset = charset(bytes);
        if (charset.equals(StandardCharsets.UTF_8)) {
            requireUtf8(bytes);
            return startsWith(bytes, 0xEF, 0xBB, 0xBF) ? Arrays.copyOfRange(bytes, UTF8_MARK, bytes.length) : bytes;
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return unmarked.getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException malformed) {
            throw undecodable(charset);
        }
    }

    private static Charset charset(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return StandardCharsets.UTF_32LE;
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_32BE;
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return byZeros(bytes);
    }

    private static Charset byZeros(byte[] bytes) {
        boolean four = bytes.length >= 4;
        if (!four && bytes.length != 2) {
            return StandardCharsets.UTF_8;
        }
        if (bytes[0] == 0) {
            return four && bytes[1] == 0 ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_16BE;
        }
        if (bytes[1] == 0) {
            return four && bytes[2] == 0 && bytes[3] == 0 ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[i] != (byte) mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static void requireUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.clamp(bytes.length + 1L, 16, CHUNK));
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw undecodable(StandardCharsets.UTF_8);
        }
    }

    private static CallerFault undecodable(Charset charset) {
        return new CallerFault(ProblemType.BAD_REQUEST,
                "There was an error parsing the body. It is not valid " + charset.name() + "; send JSON in UTF-8.");
    }
}
