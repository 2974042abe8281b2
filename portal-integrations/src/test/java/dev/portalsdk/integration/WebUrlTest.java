package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://Example.COM, https://example.com/",
        "HTTP://example.com:80/a, http://example.com/a",
        "https://example.com:443/a, https://example.com/a",
        "https://example.com:8443/a, https://example.com:8443/a",
        "https://example.com/a/../b/./c, https://example.com/b/c",
        "https://example.com/../../etc, https://example.com/etc",
        "https://example.com/%2e%2E/etc, https://example.com/etc",
        "https://example.com/a%2F..%2Fb, https://example.com/a%2F..%2Fb",
        "https://example.com/a b?c d#e f, https://example.com/a%20b?c%20d#e%20f",
        "https://example.com/ä, https://example.com/%C3%A4",
        "https://example.com/100%, https://example.com/100%25",
        "https:\\\\example.com\\a, https://example.com/a",
        "https://evil.com\\.example.com/, https://evil.com/.example.com/",
        "https://bücher.example/, https://xn--bcher-kva.example/",
        "http://[::1]:8080/x, http://[::1]:8080/x",
        "https://example.com/a/.., https://example.com/",
        "https://example.com/a/b/.., https://example.com/a/",
        "https://example.com/a//b, https://example.com/a//b",
    })
    void readsAsBrowsersDo(String text, String expected) {
        WebUrl url = WebUrl.parse(text).orElseThrow();
        assertEquals(expected, url.toString());
        assertEquals(url.host(), url.toUri().getHost());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://example.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://",
                "https://user:pass@example.com/",
                "https://good.com@evil.com/",
                "https://example.com:99999/",
                "https://exa mple.com/",
                "https://a.com\n.evil.com/",
                "https://example.com:x/",
                "https://%65xample.com/"
            })
    void refusesWhatIsNoneOrCouldMislead(String text) {
        assertEquals(Optional.empty(), WebUrl.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "b.yaml, https://h.com/x/b.yaml",
        "./b.yaml, https://h.com/x/b.yaml",
        "../b.yaml, https://h.com/b.yaml",
        "/b.yaml, https://h.com/b.yaml",
        "//other.com/b, https://other.com/b",
        "http://other.com/b, http://other.com/b",
        "?q=2, https://h.com/x/a.yaml?q=2",
        "'#f', https://h.com/x/a.yaml?q=1#f",
        "a:b, ''",
        "javascript:alert(1), ''"
    })
    void resolvesReferences(String reference, String expected) {
        WebUrl base = WebUrl.parse("https://h.com/x/a.yaml?q=1").orElseThrow();
        assertEquals(expected, base.resolve(reference).map(WebUrl::toString).orElse(""));
    }

    @Property
    void readingWhatWasPrintedChangesNothing(@ForAll String path) {
        WebUrl.parse("https://example.com/" + path)
                .ifPresent(url -> assertEquals(Optional.of(url), WebUrl.parse(url.toString())));
    }

    @Property
    void everyUrlIsGoodForJavaNet(@ForAll String text) {
        WebUrl.parse("https://example.com/" + text).ifPresent(url -> {
            assertEquals("example.com", url.toUri().getHost());
            assertEquals(url.toString(), url.toUri().toString());
        });
    }

    @Property
    void noPathClimbsAboveTheRoot(@ForAll @CharRange(from = '.', to = '/') @StringLength(max = 12) String path) {
        String normal =
                WebUrl.parse("https://example.com/" + path).orElseThrow().path();
        assertTrue(normal.startsWith("/"), normal);
        assertTrue(
                java.util.Arrays.stream(normal.split("/")).noneMatch(part -> part.equals("..") || part.equals(".")),
                normal);
    }

    @Property
    void encodedSegmentsComeBack(@ForAll @StringLength(min = 1) String segment) {
        boolean broken = !new String(
                        segment.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8)
                .equals(segment);
        if (!broken && !segment.equals(".") && !segment.equals("..")) {
            WebUrl url = WebUrl.parse("https://example.com/" + WebUrl.encodeSegment(segment))
                    .orElseThrow();
            assertEquals(java.util.List.of(segment), url.segments());
        }
    }
}
