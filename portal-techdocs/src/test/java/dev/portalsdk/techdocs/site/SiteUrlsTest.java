package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SiteUrlsTest {

    @Provide
    Arbitrary<String> urls() {
        return Arbitraries.of("a", "b", "ab", "index.html").list().ofMaxSize(4).flatMap(parts -> Arbitraries.of(
                        "", "/", ".html")
                .map(end -> parts.isEmpty() ? "" : String.join("/", parts) + end));
    }

    /** What a browser makes of the link is the address it was made for. */
    @Property
    void relativeLinksLeadThere(@ForAll("urls") String from, @ForAll("urls") String to) {
        URI base = URI.create("http://h/site/");
        URI resolved = base.resolve(from).resolve(SiteUrls.relative(from, to));
        assertEquals(base.resolve(to).normalize(), resolved.normalize());
    }

    @Property
    void pathsNeverLeaveTheTop(@ForAll("urls") String base, @ForAll("urls") String path) {
        Optional<String> resolved = PageResolver.resolve(base.isEmpty() ? "" : base + "/", "../" + path);
        assertEquals(base.isEmpty(), resolved.isEmpty());
    }
}
