package dev.portalsdk.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.scaffolder.ScaffolderFixture;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Preparation;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the policy, no route tells of an entity that it hides: neither shows it, nor counts it, nor answers otherwise than if it were not there. */
class HiddenEntitiesPropertyTest {
    private static final int TEAMS = 3;
    private static final int COMPONENTS = 12;
    private static Catalog catalog;
    private static Scaffolder scaffolder;
    private static TechDocs docs;
    private static Path sites;

    @BeforeContainer
    static void open() throws IOException {
        LocationRef code = LocationRef.parse("code:test");
        InCodeProvider provider = new InCodeProvider("code")
                .with(Mutation.full(entities().stream()
                        .map(entity -> new ProvidedEntity(EntityDescriptor.of(entity), code))
                        .toList()));
        catalog = Catalog.builder().provider(provider).build();
        catalog.settle();

        scaffolder = ScaffolderFixture.open(catalog);
        sites = Files.createTempDirectory("hidden-sites");
        for (int i = 0; i < COMPONENTS; i++) {
            Path site = Files.createDirectories(sites.resolve("default/component/" + name(i)));
            Files.writeString(site.resolve("index.html"), "<p>docs of " + name(i) + "</p>");
            Files.writeString(site.resolve("techdocs_metadata.json"), "{\"site_name\":\"" + name(i) + "\"}");
        }
        docs = TechDocs.builder()
                .preparer((entity, known) -> new Preparation.NotModified())
                .publisher(new LocalDirectoryPublisher(sites))
                .buildOnView(false)
                .build();
    }

    @AfterContainer
    static void close() throws IOException {
        scaffolder.close();
        docs.close();
        catalog.close();
        try (var files = Files.walk(sites)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String name(int component) {
        return "comp" + (char) ('a' + component) + "x";
    }

    /** Components of three teams; nobody names one but by a relation that another declares. */
    private static List<Value.Obj> entities() {
        List<Value.Obj> all = new ArrayList<>();
        for (int i = 0; i < TEAMS; i++) {
            all.add(entity("Group", "team" + i, Value.Obj.of("type", "team", "children", Value.Arr.of(List.of()))));
        }
        for (int i = 0; i < COMPONENTS; i++) {
            all.add(entity(
                    "Component",
                    name(i),
                    Value.Obj.of(
                            "type",
                            i % 2 == 0 ? "service" : "website",
                            "lifecycle",
                            "production",
                            "owner",
                            "team" + i % TEAMS)));
        }
        all.add(entity(
                "Template",
                "tempx",
                Value.Obj.of("type", "service", "owner", "team0", "steps", Value.Arr.of(List.of()))));
        return all;
    }

    private static Value.Obj entity(String kind, String name, Value.Obj spec) {
        int number = name.charAt(4) - 'a';
        Value.Obj metadata = Value.Obj.of(
                "name",
                name,
                "labels",
                Value.Obj.of("tier", String.valueOf(Math.floorMod(number, 4))),
                "title",
                "Title of " + name);
        return Value.Obj.builder()
                .put(
                        "apiVersion",
                        kind.equals("Template") ? "scaffolder.backstage.io/v1beta3" : "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", metadata)
                .put("spec", spec)
                .build();
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Arbitrary<Condition> single = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 3).map(tier -> Condition.hasLabel("tier", String.valueOf(tier))),
                Arbitraries.of("service", "website").map(type -> Condition.hasSpec("type", type)),
                Arbitraries.of("Component", "group", "TEMPLATE").map(Condition::isEntityKind),
                Arbitraries.integers()
                        .between(0, COMPONENTS - 1)
                        .map(number -> Condition.hasMetadata("name", name(number))),
                Arbitraries.integers()
                        .between(0, TEAMS - 1)
                        .map(team -> Condition.isEntityOwner(List.of(EntityRef.parse("group:default/team" + team)))),
                Arbitraries.of(Condition.hasAnnotation("acme.com/none"), Condition.allOf(), Condition.anyOf()));
        // Bounded by hand: Arbitraries.lazyOf fails now and then, with a deque that is empty.
        Arbitrary<Condition> conditions = single;
        for (int depth = 0; depth < 3; depth++) {
            Arbitrary<Condition> inner = conditions;
            Arbitrary<Condition[]> several =
                    inner.list().ofMinSize(1).ofMaxSize(3).map(list -> list.toArray(Condition[]::new));
            conditions = Arbitraries.oneOf(
                    single, inner.map(Condition::not), several.map(Condition::allOf), several.map(Condition::anyOf));
        }
        return conditions;
    }

    @Property(tries = 60)
    void noRouteTellsOfWhatIsHidden(@ForAll("conditions") Condition condition) {
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .scaffolder(scaffolder)
                .techdocs(docs)
                .permissions(
                        (permission, who) -> permission.conditional() ? Decision.when(condition) : Decision.allow())
                .build();
        Set<String> seen = new HashSet<>();
        for (Value entity :
                json(get(api, "/api/catalog/entities")).asArr().orElseThrow().values()) {
            seen.add(entity.at("/metadata/name").flatMap(Value::asString).orElseThrow());
        }
        List<String> hidden = entities().stream()
                .map(entity ->
                        entity.at("/metadata/name").flatMap(Value::asString).orElseThrow())
                .filter(name -> !seen.contains(name))
                .toList();
        for (String answer : answers(api)) {
            for (String name : hidden) {
                // What a visible entity says itself, a component of its team, is its own.
                assertFalse(answer.contains(name) && !name.startsWith("team"), () -> name + " is in " + answer);
            }
        }
        hidden.forEach(name -> isNotThere(api, name));
        isCounted(api, seen);
    }

    private static String get(PortalHttp api, String target) {
        Answer answer = Answers.get(api, target);
        assertEquals(200, answer.status(), () -> target + " " + answer.text());
        return answer.text();
    }

    private static Value json(String text) {
        return Value.parseJson(text);
    }

    /** Everything that can be asked about all entities. */
    private static List<String> answers(PortalHttp api) {
        List<String> answers = new ArrayList<>(
                List.of(
                        get(api, "/api/catalog/entities"),
                        get(api, "/api/catalog/entities?fields=metadata.name,relations"),
                        get(api, "/api/catalog/entities?order=asc:metadata.name&limit=100"),
                        get(
                                api,
                                "/api/catalog/entities/by-query?fullTextFilterTerm=comp&fullTextFilterFields=metadata.name,metadata.title"),
                        get(
                                api,
                                "/api/catalog/entity-facets?facet=metadata.name&facet=metadata.title&facet=relations.ownerOf&facet=metadata.uid")));
        Optional<String> next = Optional.of("/api/catalog/entities/by-query?limit=2&orderField=metadata.name,asc");
        while (next.isPresent()) {
            String page = get(api, next.get());
            answers.add(page);
            Optional<String> cursor = json(page).at("/pageInfo/nextCursor").flatMap(Value::asString);
            cursor.ifPresent(
                    text -> answers.add(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)));
            next = cursor.map(text -> "/api/catalog/entities/by-query?limit=2&cursor=" + text);
        }
        for (int i = 0; i < TEAMS; i++) {
            answers.add(Answers.get(api, "/api/catalog/entities/by-name/group/default/team" + i)
                    .text());
            answers.add(Answers.get(api, "/api/catalog/entities/by-name/group/default/team" + i + "/ancestry")
                    .text());
        }
        return answers;
    }

    /** The same as for a name that nobody ever had. */
    private static void isNotThere(PortalHttp api, String name) {
        String kind = name.startsWith("comp") ? "component" : name.startsWith("team") ? "group" : "template";
        String triplet = "default/" + kind + "/" + name;
        String named = kind + "/default/" + name;
        String ref = kind + ":default/" + name;
        String uid = catalog.queries().byRef(EntityRef.parse(ref)).orElseThrow().uid();
        for (String target : List.of(
                "/api/catalog/entities/by-name/" + named,
                "/api/catalog/entities/by-name/" + named + "/ancestry",
                "/api/catalog/entities/by-uid/" + uid,
                "/api/catalog/locations/by-entity/" + named,
                "/api/techdocs/metadata/entity/" + triplet,
                "/api/techdocs/metadata/techdocs/" + triplet,
                "/api/techdocs/static/docs/" + triplet + "/index.html",
                "/api/techdocs/sync/" + triplet,
                "/api/scaffolder/v2/templates/" + triplet + "/parameter-schema")) {
            assertLikeNobody(api, "GET", target, Optional.empty(), name, uid);
        }
        assertLikeNobody(api, "DELETE", "/api/catalog/entities/by-uid/" + uid, Optional.empty(), name, uid);
        for (String[] post : new String[][] {
            {"/api/catalog/entities/by-refs", "{\"entityRefs\":[\"" + ref + "\"]}"},
            {"/api/catalog/refresh", "{\"entityRef\":\"" + ref + "\"}"},
            {"/api/catalog/entities/by-query", "{\"query\":{\"metadata.name\":\"" + name + "\"}}"},
            {"/api/catalog/entities/by-query", "{\"query\":{\"relations.ownerOf\":\"" + ref + "\"}}"},
            {"/api/catalog/entity-facets", "{\"facets\":[\"kind\"],\"query\":{\"metadata.uid\":\"" + uid + "\"}}"},
            {"/api/scaffolder/v2/tasks", "{\"templateRef\":\"" + ref + "\",\"values\":{}}"}
        }) {
            assertLikeNobody(api, "POST", post[0], Optional.of(post[1]), name, uid);
        }
        assertTrue(catalog.queries().byRef(EntityRef.parse(ref)).isPresent(), "it is still there");
    }

    private static void assertLikeNobody(
            PortalHttp api, String method, String target, Optional<String> body, String name, String uid) {
        String nobody = name.substring(0, 4) + "#".repeat(name.length() - 4);
        Answer here = Answers.send(api, method, target, body);
        Answer there = Answers.send(
                api,
                method,
                target.replace(name, nobody.replace("#", "q")).replace(uid, "no-such-uid"),
                body.map(text -> text.replace(name, nobody.replace("#", "q")).replace(uid, "no-such-uid")));
        assertEquals(there.status(), here.status(), () -> method + " " + target);
        assertEquals(
                there.text().replace(nobody.replace("#", "q"), name).replace("no-such-uid", uid),
                here.text(),
                () -> method + " " + target);
    }

    private static void isCounted(PortalHttp api, Set<String> seen) {
        Value page = json(get(api, "/api/catalog/entities/by-query?limit=0"));
        assertEquals(Value.Num.of(seen.size()), page.at("/totalItems").orElseThrow());
        long counted = 0;
        Value kinds = json(get(api, "/api/catalog/entity-facets?facet=kind"))
                .at("/facets/kind")
                .orElseThrow();
        for (Value kind : kinds.asArr().orElseThrow().values()) {
            counted += ((Value.Num) kind.at("/count").orElseThrow()).longValue();
        }
        assertEquals(seen.size(), counted);
    }
}
