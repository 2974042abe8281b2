package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.scaffolder.ScaffolderFixture;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Preparation;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document speaks of what is answered, of all of it, and of nothing else. */
class OpenApiTest {
    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsOfARoute(@TempDir Path sites) throws IOException {
        try (Catalog catalog = Catalog.builder().build();
                Scaffolder scaffolder = ScaffolderFixture.open(catalog);
                TechDocs docs = TechDocs.builder()
                        .preparer((entity, known) -> new Preparation.NotModified())
                        .publisher(new LocalDirectoryPublisher(sites))
                        .build()) {
            PortalHttp api = PortalHttp.builder()
                    .catalog(catalog)
                    .scaffolder(scaffolder)
                    .techdocs(docs)
                    .build();
            assertEquals(answered(api), described(api));
        }
    }

    @Test
    void whatIsNotServedIsNotDescribed() {
        try (Catalog catalog = Catalog.builder().build()) {
            PortalHttp api = PortalHttp.builder().catalog(catalog).build();
            assertEquals(answered(api), described(api));
            assertFalse(described(api).toString().contains("scaffolder"));
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryParameterOfAPathIsDescribed() {
        try (Catalog catalog = Catalog.builder().build()) {
            Value document = Answers.get(PortalHttp.builder().catalog(catalog).build(), "/api/openapi.json")
                    .json();
            assertEquals(
                    "3.1.0", document.at("/openapi").flatMap(Value::asString).orElse(""));
            checkReferences(document, document);
            document.at("/paths").flatMap(Value::asObj).orElseThrow().forEach((path, operations) -> ((Value.Obj)
                            operations)
                    .forEach((method, operation) -> assertEquals(named(path), inPath(operation), path)));
        }
    }

    private static void checkReferences(Value value, Value document) {
        if (value instanceof Value.Obj object) {
            object.string("$ref")
                    .ifPresent(ref -> assertFalse(document.at(ref.substring(1)).isEmpty(), ref));
            object.forEach((key, child) -> checkReferences(child, document));
        } else if (value instanceof Value.Arr array) {
            array.values().forEach(child -> checkReferences(child, document));
        }
    }

    private static Set<String> named(String path) {
        Set<String> names = new TreeSet<>();
        for (String segment : path.split("/")) {
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1));
            }
        }
        return names;
    }

    private static Set<String> inPath(Value operation) {
        Set<String> names = new TreeSet<>();
        Optional<Value.Arr> parameters = operation.at("/parameters").flatMap(Value::asArr);
        parameters.ifPresent(all -> all.values().stream()
                .filter(one -> one.at("/in").equals(Optional.of(Value.Str.of("path"))))
                .forEach(one ->
                        names.add(one.at("/name").flatMap(Value::asString).orElseThrow())));
        return names;
    }

    private static Set<String> answered(PortalHttp api) {
        Set<String> routes = new TreeSet<>();
        for (Router.Route route : api.routes()) {
            routes.add(route.method() + " " + route.pattern().replace("...}", "}"));
        }
        return routes;
    }

    private static Set<String> described(PortalHttp api) {
        Set<String> routes = new TreeSet<>();
        Value.Obj paths = Answers.get(api, "/api/openapi.json")
                .json()
                .at("/paths")
                .flatMap(Value::asObj)
                .orElseThrow();
        paths.forEach((path, operations) -> ((Value.Obj) operations)
                .keys()
                .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return routes;
    }
}
