package dev.portalsdk.samples.portal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The sample's own portal, or one of a directory, for tests. */
public final class TestPortal implements AutoCloseable {
    private final RunningPortal portal;

    private TestPortal(RunningPortal portal) {
        this.portal = portal;
    }

    /** With the sample's data, all of it visible. */
    public static TestPortal ofSample() throws IOException {
        return of(Path.of("data/portal"));
    }

    /** Of a directory with a configuration, or of descriptors. */
    public static TestPortal of(Path directory) throws IOException {
        return of(directory, Map.of());
    }

    /** Of a directory with a configuration that names these variables. */
    static TestPortal of(Path directory, Map<String, String> variables) throws IOException {
        TestPortal portal = new TestPortal(RunningPortal.start(directory, OptionalInt.of(0), variables));
        portal.portal.parts().catalog().settle();
        return portal;
    }

    public PortalParts parts() {
        return portal.parts();
    }

    /** Without a slash at its end. */
    public String uri() {
        return portal.uri().toString();
    }

    GuestBrowser guest() throws IOException, InterruptedException {
        return GuestBrowser.enter(portal.uri());
    }

    GuestBrowser stranger() {
        return GuestBrowser.open(portal.uri());
    }

    /** Everything that a form of a page would send as it stands, for the button with this value. */
    static Map<String, String> filledIn(Document page, String action) {
        Map<String, String> fields = new LinkedHashMap<>();
        page.select("form[data-form] [name]").forEach(field -> {
            boolean box = field.attr("type").matches("checkbox|radio");
            if (!field.tagName().equals("button") && (!box || field.hasAttr("checked"))) {
                fields.put(field.attr("name"), field.tagName().equals("select") ? selected(field) : text(field));
            }
        });
        fields.remove("_csrf");
        fields.put("action", action);
        return fields;
    }

    private static String text(Element field) {
        return field.tagName().equals("textarea") ? field.text() : field.attr("value");
    }

    private static String selected(Element select) {
        var chosen = select.select("option[selected]");
        return chosen.isEmpty() ? select.select("option").attr("value") : chosen.attr("value");
    }

    static Document page(HttpResponse<String> response) {
        return Jsoup.parse(response.body(), response.uri().toString());
    }

    @Override
    public void close() throws IOException {
        portal.close();
    }
}
