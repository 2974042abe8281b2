package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What entities made of users and groups of a host have in common, as Backstage's withLocations and transformers make it. */
final class OrgEntities {
    private static final String LOCATION = "backstage.io/managed-by-location";
    private static final String ORIGIN = "backstage.io/managed-by-origin-location";

    private OrgEntities() {}

    /** Annotations that say where it came from; more may be added. */
    static Map<String, String> located(String url) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(LOCATION, "url:" + url);
        annotations.put(ORIGIN, "url:" + url);
        return annotations;
    }

    static Value.Obj metadata(String name, Optional<String> description, Map<String, String> annotations) {
        Value.Obj.Builder metadata = Value.Obj.builder().put("name", name);
        description.ifPresent(text -> metadata.put("description", text));
        return metadata.put("annotations", Value.of(annotations)).build();
    }

    static Value.Obj profile(Optional<String> name, Optional<String> email, Optional<String> picture) {
        Value.Obj.Builder profile = Value.Obj.builder();
        name.ifPresent(text -> profile.put("displayName", text));
        email.ifPresent(text -> profile.put("email", text));
        picture.ifPresent(text -> profile.put("picture", text));
        return profile.build();
    }

    static Value.Obj document(String kind, Value.Obj metadata, Value.Obj spec) {
        return Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", metadata)
                .put("spec", spec)
                .build();
    }

    /** Gives what becomes of an item, if anything. */
    static void add(OrgTransformer transformer, Value.Obj item, Value.Obj entity, List<ProvidedEntity> given) {
        transformer
                .transform(item, entity)
                .map(EntityDescriptor::of)
                .map(ProvidedEntity::of)
                .ifPresent(given::add);
    }

    static Optional<String> text(Value.Obj item, String key) {
        return item.string(key).filter(text -> !text.isBlank());
    }
}
