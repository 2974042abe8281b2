package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteDeliveryTest {

    private static final EntityRef ENTITY = EntityRef.parse("component:default/web");
    private static final Map<String, String> FILES =
            Map.of("index.html", "0123456789", "a.svg", "<svg/>", "b.PNG", "png", "empty.txt", "");
    private static final PublishedSites SITES = (entity, path) -> Optional.ofNullable(FILES.get(path))
            .map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

    private static SiteDelivery.Answer get(SiteDelivery.Profile profile, SiteDelivery.Request request)
            throws IOException {
        return new SiteDelivery(SITES, profile).get(ENTITY, request);
    }

    private static SiteDelivery.Answer range(String range) throws IOException {
        return get(
                SiteDelivery.Profile.STANDALONE,
                new SiteDelivery.Request("index.html", Optional.empty(), Optional.of(range)));
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8, text/plain; charset=utf-8",
        "a.svg, image/svg+xml, text/plain; charset=utf-8",
        "b.PNG, image/png, image/png"
    })
    void whatMayRunIsPlainTextForBackstage(String path, String standalone, String backstage) throws IOException {
        SiteDelivery.Request request = SiteDelivery.Request.of(path);
        assertEquals(
                standalone,
                get(SiteDelivery.Profile.STANDALONE, request).headers().get("Content-Type"));
        SiteDelivery.Answer answer = get(SiteDelivery.Profile.BACKSTAGE, request);
        assertEquals(backstage, answer.headers().get("Content-Type"));
        assertEquals("nosniff", answer.headers().get("X-Content-Type-Options"));
    }

    @Test
    void whatTheReaderHasIsNotSentAgain() throws IOException {
        SiteDelivery.Answer first = get(SiteDelivery.Profile.STANDALONE, SiteDelivery.Request.of("index.html"));
        assertEquals(200, first.status());
        assertEquals(10, first.length());
        String etag = first.headers().get("ETag");
        for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
            SiteDelivery.Answer second = get(
                    SiteDelivery.Profile.STANDALONE,
                    new SiteDelivery.Request("index.html", Optional.of(known), Optional.empty()));
            assertEquals(304, second.status(), known);
            assertTrue(second.file().isEmpty());
            assertEquals(etag, second.headers().get("ETag"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 206, 0, 1, bytes 0-0/10",
        "bytes=2-5, 206, 2, 4, bytes 2-5/10",
        "bytes=7-, 206, 7, 3, bytes 7-9/10",
        "bytes=-3, 206, 7, 3, bytes 7-9/10",
        "bytes=-30, 206, 0, 10, bytes 0-9/10",
        "bytes=5-99, 206, 5, 5, bytes 5-9/10",
        "bytes=10-, 416, 0, 0, bytes */10",
        "bytes=5-2, 416, 0, 0, bytes */10",
        "bytes=-0, 416, 0, 0, bytes */10",
        "bytes=-, 416, 0, 0, bytes */10"
    })
    void aRangeOfBytes(String range, int status, long from, long length, String contentRange) throws IOException {
        SiteDelivery.Answer answer = range(range);
        assertEquals(status, answer.status());
        assertEquals(from, answer.from());
        assertEquals(length, answer.length());
        assertEquals(contentRange, answer.headers().get("Content-Range"));
        try (InputStream in = answer.open()) {
            String whole = "0123456789";
            assertEquals(
                    whole.substring((int) from, (int) (from + length)),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void otherRangesGetTheWholeFile() throws IOException {
        assertEquals(200, range("bytes=0-1,4-5").status());
        assertEquals(200, range("lines=1-2").status());
        assertEquals(200, range("bytes=99999999999999999999-").status());
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        assertEquals(
                404,
                get(SiteDelivery.Profile.BACKSTAGE, SiteDelivery.Request.of("gone.html"))
                        .status());
    }
}
