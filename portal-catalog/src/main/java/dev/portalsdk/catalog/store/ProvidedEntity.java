package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entity that a provider or a processor gives, with the place it comes from.
 *
 * <p>The location tells claims to one ref apart: the same ref from the same location is the same entity, from another it is a conflict. It becomes
 * the annotation {@code backstage.io/managed-by-location}.
 */
public final class ProvidedEntity {
    private final EntityDescriptor descriptor;
    private final LocationRef location;
    private final EntityRef ref;

    /**
     * An entity from a place.
     *
     * @param descriptor names at least its kind and name
     * @param location where it comes from, e.g. {@code url:https://github.com/acme/web/blob/main/catalog-info.yaml}
     * @throws IllegalArgumentException if the descriptor has no kind or no name
     */
    public ProvidedEntity(EntityDescriptor descriptor, LocationRef location) {
        this.descriptor = descriptor;
        this.location = location;
        this.ref = descriptor
                .ref()
                .orElseThrow(() -> new IllegalArgumentException(
                        "An entity needs a kind and a metadata.name to be given to a catalog: "
                                + descriptor.root().toJson()));
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

    /** As its author wrote it. */
    public EntityDescriptor descriptor() {
        return descriptor;
    }

    /** Where it comes from. */
    public LocationRef location() {
        return location;
    }

    /** Its identity. */
    public EntityRef ref() {
        return ref;
    }

    /** Same document from the same place. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProvidedEntity that
                && location.equals(that.location)
                && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return ref.hashCode() * 31 + location.hashCode();
    }

    /** What it is called, and where it comes from. */
    @Override
    public String toString() {
        return ref + " from " + location;
    }
}
