package dev.portalsdk.catalog.inspect;

import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * Some of the entities that failed or wait, by ref, each with its findings and its state.
 *
 * @param last of this page, to ask for the next one; empty if there is none
 */
public record FactsPage(List<EntityFacts> entities, Optional<EntityRef> last) {

    /** Copies the list. */
    public FactsPage {
        entities = List.copyOf(entities);
    }
}
