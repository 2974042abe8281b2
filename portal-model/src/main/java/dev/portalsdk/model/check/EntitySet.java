package dev.portalsdk.model.check;

import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entities that are checked together, and the references between them: what a {@link CatalogRule} looks at. Immutable. */
public final class EntitySet {
    private final List<CheckedEntity> entities;
    private final Map<EntityRef, List<CheckedEntity>> byRef;
    private final Set<EntityRef> elsewhere;
    private final List<Reference> references;
    private @Nullable RefSuggestions suggestions; // made when first needed; rules run in one thread

    EntitySet(Collection<CheckedEntity> entities, Set<EntityRef> elsewhere) {
        this.entities = List.copyOf(entities);
        this.elsewhere = elsewhere;
        this.byRef = new HashMap<>(this.entities.size() * 2);
        List<Reference> found = new ArrayList<>(this.entities.size() * 3);
        for (CheckedEntity entity : this.entities) {
            byRef.merge(entity.ref(), List.of(entity), EntitySet::joined);
            entity.entity().references().forEach(reference -> found.add(Reference.of(entity, reference)));
        }
        this.references = Collections.unmodifiableList(found);
    }

    /** All entities, as they were given. */
    public List<CheckedEntity> entities() {
        return entities;
    }

    /** The entities with this ref: none, one, or, by mistake, several. */
    public List<CheckedEntity> definitions(EntityRef ref) {
        return Collections.unmodifiableList(byRef.getOrDefault(ref, List.of()));
    }

    /** Whether the ref is defined here, or is known to live elsewhere. */
    public boolean knows(EntityRef ref) {
        return byRef.containsKey(ref) || elsewhere.contains(ref);
    }

    /** All references in the relation fields of all entities, in the order of entities, fields and elements. */
    public List<Reference> references() {
        return references;
    }

    /** The refs that are known to live elsewhere. */
    Set<EntityRef> elsewhere() {
        return elsewhere;
    }

    RefSuggestions suggestions() {
        RefSuggestions made = suggestions;
        if (made == null) {
            made = new RefSuggestions(this);
            suggestions = made;
        }
        return made;
    }

    /** Lists of one are shared and immutable, longer ones grow in place. */
    private static List<CheckedEntity> joined(List<CheckedEntity> before, List<CheckedEntity> more) {
        List<CheckedEntity> all = before.size() == 1 ? new ArrayList<>(before) : before;
        all.addAll(more);
        return all;
    }
}
