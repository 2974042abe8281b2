package dev.portalsdk.samples.portal;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.samples.portal.page.Links;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A catalog with one text in every field of every kind: in those that take any text, and in those that do not, so that it stands in findings. */
public final class HostileCatalog {
    /** Kinds that have an entity of the name {@code victim}. */
    private static final List<String> KINDS =
            List.of("component", "api", "resource", "system", "domain", "group", "user", "location", "template");

    private static final List<String> TABS = List.of("", "/relations", "/history", "/status", "/source");
    private static final String OWNER = "user:victim";

    private final String text;
    private final List<Value.Obj> entities = new ArrayList<>();

    private HostileCatalog(String text) {
        this.text = text;
    }

    /** Writes descriptors and documentation. */
    public static void write(Path directory, String text) throws IOException {
        HostileCatalog catalog = new HostileCatalog(text);
        catalog.fields();
        catalog.formats();
        Files.writeString(
                directory.resolve("catalog-info.yaml"),
                catalog.entities.stream().map(YamlWriter::write).collect(Collectors.joining("---\n")));
        Files.createDirectories(directory.resolve("docs"));
        Value nav = Value.of(List.of(Map.of(text, "index.md"), Map.of("x " + text, "more.md")));
        Files.writeString(
                directory.resolve("mkdocs.yml"),
                YamlWriter.write(Value.Obj.of("site_name", text, "site_description", text, "nav", nav)));
        Files.writeString(
                directory.resolve("docs/index.md"), "# " + text + "\n\n" + text + "\n\n[" + text + "](more.md)\n");
        Files.writeString(directory.resolve("docs/more.md"), "# More\n\n```\n" + text + "\n```\n\n## " + text + "\n");
    }

    /** Pages that show some of it. */
    public static List<String> pages(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        Stream<String> tabs = KINDS.stream()
                .map(kind -> Links.entity(new EntityRef(kind, "default", "victim")))
                .flatMap(entity -> TABS.stream().map(tab -> entity + tab));
        Stream<String> rejected = Stream.of("tag", "label", "link", "owner", "type", "target")
                .map(field -> "/catalog/default/component/bad-" + field);
        Stream<String> others = Stream.of(
                "/catalog/default/api/victim/definition",
                "/catalog?kind=all",
                "/catalog?kind=all&q=" + encoded,
                "/catalog?kind=all&type=" + encoded + "&owner=" + encoded + "&tag=" + encoded + "&lifecycle=" + encoded,
                "/catalog?kind=" + encoded + "&list=" + encoded + "&order=" + encoded + "&notice=" + encoded,
                "/catalog/default/component/victim/relations?type=" + encoded + "&depth=" + encoded,
                "/create",
                "/create/default/victim",
                "/locations",
                "/tasks",
                "/docs",
                "/docs/default/api/victim/?q=" + encoded,
                "/nothing/" + encoded.replace("+", "%20"));
        return Stream.of(tabs, rejected, others).flatMap(each -> each).toList();
    }

    /** Documentation, in which authors may write harmless markup. */
    public static List<String> docs() {
        return List.of("/docs/default/api/victim/", "/docs/default/api/victim/more/");
    }

    private void fields() {
        add(
                "Component",
                Map.of("type", text, "lifecycle", text, "owner", OWNER, "dependsOn", List.of("resource:victim")));
        add("API", Map.of("type", text, "lifecycle", text, "owner", OWNER, "definition", definition()));
        add("Resource", Map.of("type", text, "owner", OWNER));
        add("System", Map.of("type", text, "owner", OWNER, "domain", "victim"));
        add("Domain", Map.of("type", text, "owner", OWNER));
        add("Group", Map.of("type", text, "profile", profile(), "children", List.of()));
        add("User", Map.of("profile", profile(), "memberOf", List.of("victim")));
        add("Location", Map.of("type", "file", "targets", List.of("./" + text)));
        add("Template", template());
        entities.replaceAll(entity -> entity.string("kind").equals(Optional.of("Template"))
                ? entity.with("apiVersion", Value.Str.of("scaffolder.backstage.io/v1beta3"))
                : entity);
    }

    private Map<String, Object> profile() {
        return Map.of("displayName", text, "email", text, "picture", text);
    }

    private String definition() {
        return Value.of(Map.of("openapi", text, "paths", Map.of(text, Map.of("get", Map.of("summary", text)))))
                .toJson();
    }

    private Map<String, Object> template() {
        Map<String, Object> log =
                Map.of("id", "log", "name", text, "action", "debug:log", "input", Map.of("message", text));
        Map<String, Object> output = Map.of(
                "links",
                        List.of(
                                Map.of("title", text, "url", text, "icon", text),
                                Map.of("title", text, "entityRef", text)),
                "text", List.of(Map.of("title", text, "content", text)));
        return Map.of(
                "type", text, "owner", OWNER, "parameters", List.of(page()), "steps", List.of(log), "output", output);
    }

    private Map<String, Object> page() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("a", Map.of("type", "string", "title", text, "description", text, "default", text));
        properties.put("b", Map.of("type", "string", "enum", List.of(text, "x"), "enumNames", List.of(text, text)));
        properties.put("c", Map.of("type", "string", "ui:widget", "textarea", "default", text));
        properties.put("d", Map.of("type", "string", "ui:field", "OwnerPicker", "default", text));
        properties.put("e", Map.of("type", "string", "ui:placeholder", text, "pattern", "^y", "ui:help", text));
        properties.put("f", Map.of("type", "array", "items", Map.of("type", "string"), "default", List.of(text)));
        properties.put(
                "g",
                Map.of(
                        "type",
                        "object",
                        "title",
                        text,
                        "properties",
                        Map.of("h", Map.of("type", "string", "title", text))));
        return Map.of("title", text, "description", text, "properties", properties);
    }

    private void add(String kind, Map<String, Object> spec) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("a.b/c", text);
        annotations.put("backstage.io/view-url", text);
        annotations.put("backstage.io/edit-url", text);
        boolean documented = kind.equals("API");
        annotations.put(
                documented ? "backstage.io/techdocs-ref" : "backstage.io/source-location", documented ? "dir:." : text);
        Map<String, Object> all = new LinkedHashMap<>(spec);
        all.put("anything", Map.of("else", text));
        entity(
                kind,
                Map.of(
                        "name", "victim",
                        "title", text,
                        "description", text,
                        "annotations", annotations,
                        "links",
                                List.of(Map.of("url", "https://a.example", "title", text, "icon", text, "type", text))),
                all);
    }

    private void entity(String kind, Map<String, Object> metadata, Map<String, Object> spec) {
        entities.add(Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", Value.of(metadata))
                .put("spec", Value.of(spec))
                .build());
    }

    /** One field each that the text does not fit into. */
    private void formats() {
        Map<String, Object> spec = Map.of("type", "service", "lifecycle", "production", "owner", OWNER);
        entity("Component", Map.of("name", "bad-tag", "tags", List.of(text)), spec);
        entity("Component", Map.of("name", "bad-label", "labels", Map.of("a.b/" + text, text)), spec);
        entity("Component", Map.of("name", "bad-link", "links", List.of(Map.of("url", text, "title", text))), spec);
        entity("Component", Map.of("name", "bad-owner"), Map.of("type", "x", "lifecycle", "y", "owner", text));
        entity(
                "Component",
                Map.of("name", "bad-type"),
                Map.of("type", List.of(text), "lifecycle", Map.of(text, text), "owner", OWNER));
        entity(
                "Component",
                Map.of("name", "bad-target"),
                Map.of("type", "x", "lifecycle", "y", "owner", OWNER, "dependsOn", List.of(text), "system", text));
        entity("Component", Map.of("name", text), spec);
        entity("Component", Map.of("name", "bad-namespace", "namespace", text), spec);
        entity(text, Map.of("name", "bad-kind"), spec);
    }
}
