package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.model.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntityPropertiesTest {
    private static final EntityValidator VALIDATOR = EntityValidator.of(Kinds.standard());

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "yes",
                "no",
                "~",
                "12",
                "0x1f",
                "1e3",
                "2024-01-01",
                "- a",
                "a: b",
                "# c",
                "{{ x }}",
                "${{ values.name }}",
                "*a",
                "&a",
                "!t",
                "|",
                ">",
                "%",
                "'",
                "\"",
                "\\",
                "a\nb\n",
                " a",
                "a ",
                "\t",
                "\u2028",
                "\u0085",
                "😀",
                "---",
                "...",
                "null",
                "<<",
                "x".repeat(300));
        Arbitrary<String> any = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return Arbitraries.oneOf(nasty, any);
    }

    @Provide
    Arbitrary<Value.Obj> components() {
        Arbitrary<String> names = Arbitraries.of("web", "Web.Shop_2", "a--b", "12", "yes", "null");
        Arbitrary<Map<String, String>> annotations = Arbitraries.maps(
                        Arbitraries.of("a", "acme.test/x", "acme.test/Y.z"), texts())
                .ofMaxSize(3);
        Arbitrary<Map<String, String>> extra =
                Arbitraries.maps(texts(), texts()).ofMaxSize(3);
        Arbitrary<List<String>> dependencies =
                Arbitraries.of("component:a", "resource:ns/b", "api:c").list().ofMaxSize(3);
        return Combinators.combine(names, texts(), annotations, extra, dependencies, texts())
                .as((name, description, marks, more, dependsOn, type) -> Value.Obj.builder()
                        .put("apiVersion", Kinds.CORE_API_VERSION)
                        .put("kind", "Component")
                        .put(
                                "metadata",
                                Value.of(more)
                                        .asObj()
                                        .orElseThrow()
                                        .without("uid")
                                        .with("name", Value.of(name))
                                        .with("description", Value.of(description))
                                        .with("annotations", Value.of(marks)))
                        .put(
                                "spec",
                                Value.of(more)
                                        .asObj()
                                        .orElseThrow()
                                        .with("type", Value.of(type))
                                        .with("lifecycle", Value.of("production"))
                                        .with("owner", Value.of("team-a"))
                                        .with("dependsOn", Value.of(dependsOn)))
                        .build());
    }

    @Property(tries = 1000)
    void whatIsWrittenReadsBackAsTheSameEntity(@ForAll("components") Value.Obj component) {
        Entity entity = VALIDATOR.validate(EntityDescriptor.of(component)).orThrow();
        String yaml = YamlWriter.write(entity.toValue());
        List<EntityDescriptor> read =
                DescriptorReader.create().read("f.yaml", yaml).orThrow();
        Entity again = VALIDATOR.validate(read.get(0)).orThrow();
        assertEquals(entity, again, yaml);
        assertEquals(entity.relations(), again.relations());
        assertEquals(entity.as(Kinds.COMPONENT), again.as(Kinds.COMPONENT));
        String json = entity.toValue().toPrettyJson();
        assertEquals(component.with("metadata", entity.toValue().get("metadata").orElseThrow()), Value.parseJson(json));
    }

    @Property(tries = 1000)
    void noDocumentMakesTheValidatorThrow(@ForAll("documents") Value.Obj document) {
        Validated<Entity> validated = VALIDATOR.validate(EntityDescriptor.of(document));
        assertTrue(validated.value().isPresent() || validated.hasErrors());
    }

    @Provide
    Arbitrary<Value.Obj> documents() {
        Arbitrary<Value> odd = Arbitraries.of(
                Value.of(null),
                Value.of(1),
                Value.of(true),
                Value.of(""),
                Value.of("x"),
                Value.of(List.of()),
                Value.of(List.of(1, "a:b:/")),
                Value.of(Map.of()),
                Value.of(Map.of("name", "n")),
                Value.of(Map.of("a/b/c", 1)),
                Value.of("Component"),
                Value.of("backstage.io/v1alpha1"));
        Arbitrary<String> keys = Arbitraries.of("apiVersion", "kind", "metadata", "spec", "relations", "status", "x");
        Arbitrary<Value.Obj> broken =
                Combinators.combine(components(), keys, odd).as(Value.Obj::with);
        Arbitrary<String> fields = Arbitraries.of(
                "name", "namespace", "labels", "annotations", "tags", "links", "owner", "dependsOn", "system");
        Arbitrary<Value.Obj> deeper = Combinators.combine(components(), Arbitraries.of("metadata", "spec"), fields, odd)
                .as((root, part, field, value) ->
                        root.with(part, root.obj(part).orElseThrow().with(field, value)));
        return Arbitraries.oneOf(broken, deeper);
    }
}
