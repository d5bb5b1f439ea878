package io.semblance.asset.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * The {@code source} of an asset as a normalised absolute URL (WHATWG URL Standard): scheme and host in lower case, IDNA
 * hosts in ASCII, default ports and dot segments gone, {@code /} after a bare host, everything percent-encoded that needs
 * it. Spring's parser does all but the last two and drops an empty query or fragment; that is put right here.
 */
final class SourceUrl {

    /** Schemes whose URLs always have a path (and whose queries encode the apostrophe). */
    private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp", "file");

    private static final String FRAGMENT_SET = " \"<>`";
    private static final String PATH_SET = " \"<>`#?{}";
    private static final String QUERY_SET = " \"#<>";
    private static final String SPECIAL_QUERY_SET = " \"#<>'";
    private static final String USER_SET = " \"<>`#?{}/:;=@[\\]^|";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SourceUrl() {
    }

    /**
     * The normalised form, or null if the text is no absolute URL. A port in braces is none, though Spring takes it for a
     * variable of a template, and says only when it is asked for the port that it has no value.
     */
    static @Nullable String normalise(String text) {
        String trimmed = withoutPairs(trim(text));
        if (!hasScheme(trimmed)) {
            return null;
        }
        try {
            return serialise(UriComponentsBuilder.fromUriString(trimmed, ParserType.WHAT_WG).build(), trimmed);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return null;
        }
    }

    /** Controls and spaces around a URL are not part of it, tabs and line ends inside neither. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return text.substring(from, to).replace("\t", "").replace("\n", "").replace("\r", "");
    }

    /**
     * Percent-encodes the characters that take two UTF-16 units, which Spring's parser doubles by half. In a host they are
     * decoded again, elsewhere they would be encoded anyway.
     */
    private static String withoutPairs(String text) {
        if (text.codePointCount(0, text.length()) == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() * 2);
        text.codePoints().forEach(c -> append(out, c, c >= Character.MIN_SUPPLEMENTARY_CODE_POINT));
        return out.toString();
    }

    private static void append(StringBuilder out, int c, boolean encoded) {
        if (!encoded) {
            out.appendCodePoint(c);
            return;
        }
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            out.append('%');
            HEX.toHexDigits(out, b);
        }
    }

    private static boolean hasScheme(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static @Nullable String serialise(UriComponents url, String text) {
        String scheme = url.getScheme();
        if (scheme == null) {
            return null;
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        boolean special = SPECIAL.contains(lower);
        StringBuilder out = new StringBuilder(text.length() + 16).append(lower).append(':');
        if (url.getSchemeSpecificPart() != null) {
            return opaque(out, text.substring(text.indexOf(':') + 1));
        }
        authority(out, url, special);
        path(out, url.getPath(), special);
        int hash = text.indexOf('#');
        String beforeHash = hash < 0 ? text : text.substring(0, hash);
        int mark = beforeHash.indexOf('?');
        if (mark >= 0) {
            out.append('?');
            encode(out, beforeHash.substring(mark + 1), special ? SPECIAL_QUERY_SET : QUERY_SET);
        }
        if (hash >= 0) {
            out.append('#');
            encode(out, text.substring(hash + 1), FRAGMENT_SET);
        }
        return out.toString();
    }

    /** Such as {@code mailto:} and {@code urn:}, which have no parts that could be normalised. */
    private static String opaque(StringBuilder out, String rest) {
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        int mark = beforeHash.indexOf('?');
        encode(out, mark < 0 ? beforeHash : beforeHash.substring(0, mark), "");
        if (mark >= 0) {
            out.append('?');
            encode(out, beforeHash.substring(mark + 1), QUERY_SET);
        }
        if (hash >= 0) {
            out.append('#');
            encode(out, rest.substring(hash + 1), FRAGMENT_SET);
        }
        return out.toString();
    }

    private static void authority(StringBuilder out, UriComponents url, boolean special) {
        String host = url.getHost();
        if (host == null && !special) {
            return;
        }
        out.append("//");
        String user = url.getUserInfo();
        if (user != null && !user.isEmpty()) {
            int colon = user.indexOf(':');
            encode(out, colon < 0 ? user : user.substring(0, colon), USER_SET);
            if (colon >= 0 && colon < user.length() - 1) {
                out.append(':');
                encode(out, user.substring(colon + 1), USER_SET);
            }
            out.append('@');
        }
        encode(out, host == null ? "" : host, "");
        if (url.getPort() >= 0) {
            out.append(':').append(url.getPort());
        }
    }

    private static void path(StringBuilder out, @Nullable String path, boolean special) {
        if (path == null || path.isEmpty()) {
            out.append(special ? "/" : "");
        } else {
            encode(out, path, PATH_SET);
        }
    }

    private static void encode(StringBuilder out, String text, String set) {
        text.codePoints().forEach(c -> append(out, c, c <= 0x1F || c >= 0x7F || set.indexOf(c) >= 0));
    }
}
