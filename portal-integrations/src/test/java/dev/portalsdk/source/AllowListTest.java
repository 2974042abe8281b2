package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.integration.WebUrl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
    // As Backstage's FetchUrlReader.
    @ParameterizedTest
    @CsvSource({
        "example.com, https://example.com/a, true",
        "example.com, http://example.com/a, true",
        "example.com, https://example.com:8443/a, false",
        "example.com, https://www.example.com/a, false",
        "example.com, https://example.com.evil.com/, false",
        "*.example.com, https://www.example.com/a, true",
        "*.example.com, https://a.b.example.com/a, true",
        "*.example.com, https://example.com/a, false",
        "*.example.com, https://evilexample.com/a, false",
        "example.com:8443, https://example.com:8443/a, true",
        "example.com:443, https://example.com/a, true",
        "example.com:443, http://example.com/a, false",
        "example.com:8000-8010, http://example.com:8005/a, true",
        "example.com:8000-8010, http://example.com:8011/a, false",
        "EXAMPLE.com, https://example.com/a, true",
        "[::1]:8080, http://[::1]:8080/, true"
    })
    void allows(String host, String url, boolean expected) {
        AllowList list =
                new AllowList(List.of(AllowList.Entry.parse(host, List.of()).orElseThrow()));
        assertEquals(expected, list.allows(WebUrl.parse(url).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.*",
                "a.*.com",
                "https://example.com",
                "example.com/",
                "example.com:0",
                "example.com:9-8",
                "example.com:99999",
                "a b",
                "user@host"
            })
    void refuses(String host) {
        assertEquals(Optional.empty(), AllowList.Entry.parse(host, List.of()));
    }
}
