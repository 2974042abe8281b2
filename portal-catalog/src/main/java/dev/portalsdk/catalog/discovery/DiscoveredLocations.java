package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.LocationEntities;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;

/** Locations that need not exist: a repository may have no descriptor. As Backstage's providers make them. */
final class DiscoveredLocations {
    private DiscoveredLocations() {}

    static ProvidedEntity of(LocationRef location) {
        EntityDescriptor plain = LocationEntities.of(location).descriptor();
        Value.Obj spec = plain.root().obj("spec").orElse(Value.Obj.empty());
        return new ProvidedEntity(
                plain.withRoot(plain.root().with("spec", spec.with("presence", Value.Str.of("optional")))), location);
    }
}
