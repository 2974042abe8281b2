package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.entity;
import static dev.portalsdk.catalog.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One object that adds what belongs together. */
class CatalogExtensionTest {
    private record TeaSpec(String sort) {}

    /** Named in META-INF/services of the tests. */
    public static final class Tea implements CatalogExtension {
        @Override
        public String name() {
            return "tea";
        }

        @Override
        public void extend(CatalogBuilder catalog) {
            catalog.kind(Kind.builder("Tea", TeaSpec.class)
                            .apiVersion("acme.test/v1")
                            .specSchema(
                                    Value.Obj.of("type", "object", "required", Value.Arr.ofStrings(List.of("sort"))))
                            .build())
                    .processor(
                            "steep",
                            (descriptor, context) ->
                                    ProcessorOutput.of(descriptor.withAnnotation("acme.test/steeped", "yes")))
                    .placeholder("sort", (text, context) -> Value.Str.of("sort " + text))
                    .rule("no-coffee", entity -> List.of())
                    .provider(new InCodeProvider("kettle").with(Mutation.full(List.of(given(TEA)))));
        }
    }

    private static final String TEA =
            "apiVersion: acme.test/v1\nkind: Tea\nmetadata:\n  name: green\nspec:\n  sort: {$sort: sencha}\n";

    @Test
    void whatAnExtensionAddsTakesPart() {
        try (Catalog catalog = Catalog.builder().extension(new Tea()).build()) {
            catalog.settle();
            assertEquals(List.of(), catalog.findings());
            assertEquals(
                    "sort sencha",
                    entity(catalog, "tea:default/green")
                            .entity()
                            .spec()
                            .string("sort")
                            .orElseThrow());
            assertEquals(
                    "yes",
                    entity(catalog, "tea:default/green")
                            .entity()
                            .metadata()
                            .annotation("acme.test/steeped")
                            .orElseThrow());
        }
    }

    @Test
    void theClassPathIsSearchedOnlyWhenAskedTo() {
        try (Catalog without = Catalog.builder().build();
                Catalog with = Catalog.builder().discoverExtensions().build()) {
            assertEquals(List.of(), without.kinds().named("Tea"));
            assertEquals(1, with.kinds().named("Tea").size());
        }
    }

    @Test
    void oneThatWasGivenIsNotFoundAgain() {
        try (Catalog catalog =
                Catalog.builder().extension(new Tea()).discoverExtensions().build()) {
            catalog.settle();
            assertEquals(1, catalog.queries().all("kind=tea").size());
        }
    }

    @Test
    void mistakesOfExtensionsAreNamed() {
        CatalogBuilder builder = Catalog.builder()
                .extension(new Tea())
                .extension(new Tea())
                .extension(new CatalogExtension() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public void extend(CatalogBuilder catalog) {
                        catalog.rule("no-coffee", entity -> List.of());
                        throw new IllegalStateException("no water");
                    }
                });
        String message = assertThrows(CatalogException.class, builder::build).getMessage();
        for (String part : List.of(
                "two extensions are named \"tea\"",
                "the extension \"broken\" failed: java.lang.IllegalStateException: no water",
                "two rules are named \"no-coffee\"")) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void processorsOfExtensionsStandWhereTheExtensionWasGiven() {
        InCodeProvider code = new InCodeProvider("code").with(Mutation.full(List.of(given(component("one")))));
        try (Catalog catalog = Catalog.builder()
                .provider(code)
                .processor("before", (descriptor, context) -> note(descriptor, "before"))
                .extension(new Tea())
                .processor(
                        "after",
                        (descriptor, context) -> note(
                                descriptor,
                                "after "
                                        + descriptor
                                                .annotation("acme.test/steeped")
                                                .orElse("no")))
                .build()) {
            catalog.settle();
            assertEquals(
                    "after yes",
                    entity(catalog, "component:default/one")
                            .entity()
                            .metadata()
                            .annotation("acme.test/note")
                            .orElseThrow());
        }
    }

    private static ProcessorOutput note(dev.portalsdk.model.EntityDescriptor descriptor, String text) {
        return ProcessorOutput.of(descriptor.withAnnotation("acme.test/note", text));
    }
}
