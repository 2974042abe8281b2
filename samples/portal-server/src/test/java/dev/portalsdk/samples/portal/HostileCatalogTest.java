package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.samples.portal.page.Links;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jsoup.nodes.Document;

/** Entities whose every free field tries to become markup: on no page does any of it. */
class HostileCatalogTest {
    private static final List<String> PIECES = List.of(
            "<script>hit()</script>",
            "\"><img src=x onerror=hit()>",
            "' onmouseover='hit()",
            "</textarea><b id=hit>",
            "</title><hit>",
            "{{{hit}}}",
            "{{hit}}",
            "&lt;hit&gt;",
            "<svg/onload=hit()>",
            "javascript:hit()",
            "]]><hit>",
            "<!--",
            "--><hit>",
            "</style><hit>",
            "\u2028<hit>",
            "`${hit}`");

    private static Path directory;
    private static TestPortal portal;
    private static GuestBrowser guest;

    @BeforeContainer
    static void start() throws Exception {
        directory = Files.createTempDirectory("hostile");
        write("plain");
        portal = TestPortal.of(directory);
        guest = portal.guest();
    }

    @AfterContainer
    static void stop() throws IOException {
        portal.close();
        Files.delete(directory.resolve("catalog-info.yaml"));
        Files.delete(directory);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("", list));
    }

    private static void write(String text) throws IOException {
        Value.Obj metadata = Value.Obj.builder()
                .put("name", "victim")
                .put("title", text)
                .put("description", text)
                .put(
                        "annotations",
                        Value.of(Map.of("a.b/c", text, "backstage.io/view-url", text, "backstage.io/edit-url", text)))
                .put("links", Value.of(List.of(Map.of("url", text, "title", text, "icon", text))))
                .build();
        Value.Obj api = entity(
                "API",
                metadata,
                Map.of("type", text, "lifecycle", text, "owner", "user:victim", "definition", definition(text)));
        Value.Obj user = entity(
                "User",
                metadata.without("links"),
                Map.of("profile", Map.of("displayName", text, "email", text, "picture", text), "memberOf", List.of()));
        Value.Obj template = entity(
                        "Template",
                        metadata,
                        Map.of(
                                "type",
                                text,
                                "owner",
                                "user:victim",
                                "parameters",
                                List.of(page(text)),
                                "steps",
                                List.of(Map.of(
                                        "id",
                                        "log",
                                        "name",
                                        text,
                                        "action",
                                        "debug:log",
                                        "input",
                                        Map.of("message", "x")))))
                .with("apiVersion", Value.Str.of("scaffolder.backstage.io/v1beta3"));
        Files.writeString(
                directory.resolve("catalog-info.yaml"),
                YamlWriter.write(api) + "---\n" + YamlWriter.write(user) + "---\n" + YamlWriter.write(template));
    }

    private static Value.Obj entity(String kind, Value.Obj metadata, Map<String, Object> spec) {
        return Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", metadata)
                .put("spec", Value.of(spec))
                .build();
    }

    private static String definition(String text) {
        return Value.of(Map.of("paths", Map.of(text, Map.of("get", Map.of("summary", text)))))
                .toJson();
    }

    private static Map<String, Object> page(String text) {
        return Map.of(
                "title", text,
                "description", text,
                "properties",
                        Map.of(
                                "a", Map.of("type", "string", "title", text, "description", text, "default", text),
                                "b",
                                        Map.of(
                                                "type",
                                                "string",
                                                "enum",
                                                List.of(text, "x"),
                                                "enumNames",
                                                List.of(text, text)),
                                "c", Map.of("type", "string", "ui:widget", "textarea", "default", text),
                                "d", Map.of("type", "string", "ui:field", "OwnerPicker", "default", text)));
    }

    @Property(tries = 12)
    void nothingBecomesMarkup(@ForAll("hostile") String text) throws Exception {
        write(text);
        portal.parts().catalog().refresh();
        portal.parts().catalog().settle();
        for (String kind : List.of("api", "user", "template")) {
            String entity = Links.entity(new EntityRef(kind, "default", "victim"));
            for (String tab : List.of("", "/relations", "/history", "/status", "/source")) {
                look(entity + tab);
            }
        }
        look("/catalog/default/api/victim/definition");
        look("/catalog?kind=all");
        look("/catalog?kind=all&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        look("/create");
        look("/create/default/victim");
        look("/locations");
    }

    private static void look(String path) throws Exception {
        var response = guest.get(path);
        assertTrue(response.statusCode() == 200 || response.statusCode() == 404 || response.statusCode() == 422, path);
        Document page = TestPortal.page(response);
        assertEquals(
                0,
                page.select("hit, #hit, script:not([src]), img[src=x], svg[onload]")
                        .size(),
                path);
        page.getAllElements().forEach(element -> element.attributes().forEach(attribute -> {
            assertFalse(attribute.getKey().startsWith("on"), () -> path + " " + element);
            boolean link = List.of("href", "src", "action").contains(attribute.getKey());
            assertFalse(link && attribute.getValue().strip().startsWith("javascript:"), () -> path + " " + element);
        }));
    }
}
