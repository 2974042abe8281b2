package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.SourcePlaces;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The Location entities that stand for registrations: {@code location:default/generated-<sha1 of type:target>}. */
// As Backstage util/conversion.
public final class LocationEntities {
    private LocationEntities() {}

    /** The entity that stands for a location. */
    public static ProvidedEntity of(LocationRef location) {
        return new ProvidedEntity(EntityDescriptor.of(document(location)), location);
    }

    /** The entity that stands for a location that is written somewhere, to which findings about its target then point. */
    public static ProvidedEntity of(LocationRef location, SourceLocation writtenAt) {
        EntityDescriptor descriptor =
                EntityDescriptor.of(document(location), writtenAt.source(), 0, new OnePlace(writtenAt));
        return new ProvidedEntity(descriptor, location);
    }

    /** The ref of the entity that stands for a location. */
    public static EntityRef refOf(LocationRef location) {
        return new EntityRef("location", EntityRef.DEFAULT_NAMESPACE, nameOf(location));
    }

    private static Value.Obj document(LocationRef location) {
        return Value.Obj.of(
                        "apiVersion", "backstage.io/v1alpha1",
                        "kind", "Location",
                        "metadata", Value.Obj.of("name", nameOf(location)))
                .with("spec", Value.Obj.of("type", location.type(), "target", location.target()));
    }

    private static String nameOf(LocationRef location) {
        try {
            byte[] text = location.toString().getBytes(StandardCharsets.UTF_8);
            return "generated-"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1", e);
        }
    }

    /** All of the document stands where its target is written. */
    private record OnePlace(SourceLocation place) implements SourcePlaces {
        @Override
        public Optional<SourceLocation> value(String pointer) {
            return Optional.of(place);
        }

        @Override
        public Optional<SourceLocation> key(String pointer) {
            return Optional.of(place);
        }
    }
}
