package io.semblance.asset.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "https://example.com | https://example.com/",
            "HTTP://x.com | http://x.com/",
            "http://münchen.de | http://xn--mnchen-3ya.de/",
            "https://x.com/%7e/../a | https://x.com/a",
            "file://x | file://x/",
            "s3://bucket/key | s3://bucket/key",
            "mailto:a@b | mailto:a@b",
            "urn:isbn:1 | urn:isbn:1",
            "custom://HOST/Path | custom://HOST/Path",
            "https://Example.COM:443/a b?q=ü#f | https://example.com/a%20b?q=%C3%BC#f",
            "https://x.com:8443/ | https://x.com:8443/",
            "http://x.com:80 | http://x.com/",
            "ftp://x.com:21/a | ftp://x.com/a",
            "ws://x.com | ws://x.com/",
            "https://x.com? | https://x.com/?",
            "https://x.com/# | https://x.com/#",
            "https://x.com/a/./b/../../c | https://x.com/c",
            "https://x.com/a?it's | https://x.com/a?it%27s",
            "custom://h/a?it's | custom://h/a?it's",
            "https://x.com/{a}<b>` | https://x.com/%7Ba%7D%3Cb%3E%60",
            "https://u ser:p@x.com/ | https://u%20ser:p@x.com/",
            "http://[::1]:8080/x | http://[::1]:8080/x",
            "http:\\\\x.com\\a | http://x.com/a",
            "file:///a/b | file:///a/b",
            "pkg:deb/debian/x@1?a=b#usr/share/x | pkg:deb/debian/x@1?a=b#usr/share/x",
            "urn:ü | urn:%C3%BC",
            "https://x.com/😀 | https://x.com/%F0%9F%98%80",
            "https://x.com/%41%zz | https://x.com/%41%zz"})
    void isNormalised(String source, String expected) {
        assertThat(SourceUrl.normalise(source)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "example.com", "/a", "//x.com", "1http://x", "http://a b/",
            "http://x:99999/",
            "http://[::1", ":", "no url", "ht tp://x"})
    void isNoAbsoluteUrl(String source) {
        assertThat(SourceUrl.normalise(source)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x:{p}/", "http://x:80{a}/", "http://localhost:{port}/x", "custom://x:{p}",
            "https://u:p@x.com:{p}?q#f"})
    void placeholderIsNoPort(String source) {
        assertThat(SourceUrl.normalise(source)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"  https://x.com/a\n", "\thttps://x.com/a ", "https://x\n.com/a", "https://x.com/\ta"})
    void whiteSpaceIsNoPartOfIt(String source) {
        assertThat(SourceUrl.normalise(source)).isEqualTo("https://x.com/a");
    }
}
