package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Optional;

/**
 * An entity that a provider or a processor gives, with the place it comes from.
 *
 * <p>The location tells claims to one ref apart: the same ref from the same location is the same entity, from another it is a conflict. It becomes
 * the annotation {@code backstage.io/managed-by-location}.
 *
 * @param descriptor names at least its kind and name
 * @param location where it comes from, e.g. {@code url:https://github.com/acme/web/blob/main/catalog-info.yaml}
 */
public record ProvidedEntity(EntityDescriptor descriptor, LocationRef location) {

    /** @throws IllegalArgumentException if the descriptor has no kind or no name */
    public ProvidedEntity {
        if (descriptor.ref().isEmpty()) {
            throw new IllegalArgumentException("An entity needs a kind and a metadata.name to be given to a catalog: "
                    + descriptor.root().toJson());
        }
    }

    /**
     * An entity whose location follows from the descriptor: its annotation {@code backstage.io/managed-by-location} if it has one, else the file it
     * was read from, else {@code provider:code}.
     *
     * @throws IllegalArgumentException if the descriptor has no kind or no name, or the annotation is no location
     */
    public static ProvidedEntity of(EntityDescriptor descriptor) {
        LocationRef location = descriptor
                .annotation(Annotations.MANAGED_BY_LOCATION)
                .map(LocationRef::parse)
                .or(() -> Optional.of(descriptor.source())
                        .filter(source -> !source.isEmpty())
                        .map(ProvidedEntity::ofSource))
                .orElseGet(() -> new LocationRef("provider", "code"));
        return new ProvidedEntity(descriptor, location);
    }

    private static LocationRef ofSource(String source) {
        boolean web = source.startsWith("https://") || source.startsWith("http://");
        return new LocationRef(web ? "url" : "file", source);
    }

    /** Its identity. */
    public EntityRef ref() {
        return descriptor.ref().orElseThrow();
    }
}
