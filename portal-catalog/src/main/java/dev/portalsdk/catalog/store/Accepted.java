package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import java.util.List;

/**
 * A version of an entity that passed all checks, and what follows from it.
 *
 * @param entity with what the catalog annotated
 * @param location where it was read
 * @param origin the registration that led there
 * @param relations all that it claims, in the direction in which it claims them
 * @param children entities that its processors emitted
 * @param wants the sources that it names as a Location
 */
public record Accepted(
        Entity entity,
        LocationRef location,
        LocationRef origin,
        List<Relation> relations,
        Emission children,
        List<Want> wants) {

    /** Copies the lists. */
    public Accepted {
        relations = List.copyOf(relations);
        wants = List.copyOf(wants);
    }
}
