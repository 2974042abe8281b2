package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full text in named fields finds what the index of texts does not hold, though that spares it most entities. */
class FullTextFieldsTest {
    private static final int MANY = 200;

    private final InCodeProvider code = new InCodeProvider("code");
    private final Catalog catalog = Catalog.builder().provider(code).build();

    @BeforeEach
    void load() {
        List<ProvidedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            entities.add(component("plain-" + i, Value.Obj.of("name", "plain-" + i, "namespace", "elsewhere")));
        }
        entities.add(component(
                "long",
                Value.Obj.of("name", "long", "namespace", "elsewhere", "description", "x ".repeat(2000) + "Needle")));
        entities.add(component("short", Value.Obj.of("name", "short", "title", "A needle", "tags", List.of("java"))));
        code.apply(Mutation.added(entities)).await();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private static ProvidedEntity component(String name, Value.Obj metadata) {
        return ProvidedEntity.of(EntityDescriptor.of(
                Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component", "metadata", metadata)
                        .with("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", name))));
    }

    private List<String> found(QueryProfile profile, String term, String field) {
        return catalog.queries().find(EntityQuery.all().profile(profile).fullText(term, field)).items().stream()
                .map(entity -> entity.ref().name())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "needle, metadata.description, long", // longer than what is taken apart
        "needle, metadata.title, short",
        "NEEDLE, metadata.Title, short",
        "rue, metadata.tags.java, short", // in no text
        "efaul, metadata.namespace, short", // nobody wrote it
        "wner, spec.lifecycle,",
        "needle, metadata.name,",
    })
    void whateverAFieldHolds(String term, String field, String name) {
        assertEquals(name == null ? List.of() : List.of(name), found(QueryProfile.STANDARD, term, field));
    }

    @Test
    void anIdIsFound() {
        String uid = catalog.queries().all("metadata.name=long").get(0).uid();
        assertEquals(List.of("long"), found(QueryProfile.STANDARD, uid.substring(5, 20), "metadata.uid"));
    }

    @Test
    void signsOfLikeAreNoTextUnderBackstagesProfile() {
        assertEquals(List.of("short"), found(QueryProfile.BACKSTAGE, "a_nee%le", "metadata.title"));
        assertEquals(List.of(), found(QueryProfile.STANDARD, "a_nee%le", "metadata.title"));
    }

    @Test
    void whatComesAndGoesMeanwhileIsFound() {
        assertEquals(List.of(), found(QueryProfile.STANDARD, "changed", "metadata.title"));
        code.apply(Mutation.added(List.of(component("short", Value.Obj.of("name", "short", "title", "Changed")))))
                .await();
        assertEquals(List.of("short"), found(QueryProfile.STANDARD, "changed", "metadata.title"));
        assertEquals(List.of(), found(QueryProfile.STANDARD, "needle", "metadata.title"));
    }
}
