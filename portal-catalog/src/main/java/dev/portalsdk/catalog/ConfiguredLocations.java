package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import java.util.List;

/** Gives one Location for each configured location, whether its target can be read or not. */
public final class ConfiguredLocations implements EntityProvider {
    /** Its name. */
    public static final String NAME = "configured-locations";

    private final List<ProvidedEntity> locations;

    /** @param locations as {@link LocationEntities} makes them */
    public ConfiguredLocations(List<ProvidedEntity> locations) {
        this.locations = List.copyOf(locations);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void connect(EntityProviderConnection connection) {
        connection.apply(Mutation.full(locations));
    }
}
