package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * One entity that goes and one that comes which are taken for the same: they say the same but for the name, or stand at the same place, or have
 * the same name in another kind or namespace, or say mostly the same.
 *
 * @param from its ref before, which is {@linkplain CatalogPlan#removed() removed} too
 * @param to its ref after, which is {@linkplain CatalogPlan#added() added} too
 * @param place where the new name stands
 * @param fields what it says otherwise, the name among them
 */
public record EntityRename(EntityRef from, EntityRef to, Optional<SourceLocation> place, List<FieldChange> fields) {

    /** Copies the list. */
    public EntityRename {
        fields = List.copyOf(fields);
    }
}
