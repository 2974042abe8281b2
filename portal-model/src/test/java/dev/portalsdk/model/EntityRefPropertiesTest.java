package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntityRefPropertiesTest {
    @Provide
    Arbitrary<EntityRef> refs() {
        Arbitrary<String> part = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> kind = part.map(text -> text.replaceAll("[:/]", "k"));
        Arbitrary<String> namespace = part.map(text -> text.replace('/', 'n'));
        return Combinators.combine(kind, namespace, part).as(EntityRef::new);
    }

    @Property
    void parsingTheTextFormGivesTheRef(@ForAll("refs") EntityRef ref) {
        assertEquals(ref, EntityRef.parse(ref.toString()));
        assertEquals(ref, EntityRef.parse(ref.toString(), "other", "elsewhere"));
    }

    @Property
    void partsAreLowerCase(@ForAll("refs") EntityRef ref) {
        assertEquals(ref, new EntityRef(ref.kind(), ref.namespace(), ref.name()));
        assertEquals(ref.toString(), ref.toString().toLowerCase(java.util.Locale.ROOT));
    }

    @Property
    void anyTextParsesOrIsRefusedInWords(@ForAll String text) {
        try {
            EntityRef.parse(text, "component", "default");
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("[<kind>:][<namespace>/]<name>"), e.getMessage());
        }
    }

    @Example
    void defaultsComeFromTheField() {
        assertEquals(
                "group:sales/team", EntityRef.parse("team", "Group", "sales").toString());
        assertEquals(
                "user:sales/jane",
                EntityRef.parse("user:jane", "Group", "sales").toString());
        assertEquals(
                "group:ops/team", EntityRef.parse("ops/team", "Group", "sales").toString());
    }

    @Example
    void aFaultIsNamed() {
        assertEquals(
                "Entity reference \"web\" is not [<kind>:][<namespace>/]<name>: it names no kind and this field has no default kind; try"
                        + " \"component:web\" or another kind",
                assertThrows(IllegalArgumentException.class, () -> EntityRef.parse("web"))
                        .getMessage());
        assertEquals(
                "Entity reference \"a:/b\" is not [<kind>:][<namespace>/]<name>: its namespace is empty",
                assertThrows(IllegalArgumentException.class, () -> EntityRef.parse("a:/b"))
                        .getMessage());
    }

    @Example
    void locationRefsThatABrowserWouldRunAreRefused() {
        for (String target : List.of("javascript:x", " JavaScript:x", "java\tscript:x", "\u0000javascript:x")) {
            assertThrows(IllegalArgumentException.class, () -> new LocationRef("url", target));
        }
        assertEquals(
                "url:https://x/javascript:y",
                LocationRef.parse("url:https://x/javascript:y").toString());
        assertThrows(IllegalArgumentException.class, () -> LocationRef.parse("https://x/y"));
    }

    @Example
    void suggestionsAreNear() {
        assertEquals(Optional.of("owner"), Suggestions.closest("onwer", List.of("type", "owner")));
        assertEquals(Optional.of("Component"), Suggestions.closest("component", List.of("API", "Component")));
        assertEquals(Optional.empty(), Suggestions.closest("owner", List.of("owner", "lifecycle")));
        assertEquals(Optional.empty(), Suggestions.closest("x".repeat(300), List.of("x".repeat(299))));
    }
}
