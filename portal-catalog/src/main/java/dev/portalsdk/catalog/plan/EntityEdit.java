package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * An entity that is there before and after, and not the same.
 *
 * @param ref which
 * @param fields what it says otherwise, each with the place in the later file; none if it is only read from another one
 * @param move if it is read from another file than before
 */
public record EntityEdit(EntityRef ref, List<FieldChange> fields, Optional<FileMove> move) {

    /** Copies the list. */
    public EntityEdit {
        fields = List.copyOf(fields);
    }

    /** From one file or URL to another. */
    public record FileMove(String from, String to) {}
}
