package dev.portalsdk.model.check;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.Value;
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
            collectReferences(entity, found);
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

    private static void collectReferences(CheckedEntity entity, List<Reference> into) {
        Value.Obj spec = entity.entity().spec();
        for (RelationField field : entity.entity().type().relationFields()) {
            Value value = spec.get(field.field()).orElse(Value.Null.NULL);
            if (value instanceof Value.Str text) {
                collect(entity, field, pointer(field), text.value(), into);
            } else if (value instanceof Value.Arr elements) {
                String pointer = pointer(field);
                for (int i = 0; i < elements.size(); i++) {
                    if (elements.get(i) instanceof Value.Str text) {
                        collect(entity, field, pointer + "/" + i, text.value(), into);
                    }
                }
            }
        }
    }

    private static String pointer(RelationField field) {
        return "/spec/" + field.field().replace("~", "~0").replace("/", "~1");
    }

    private static void collect(
            CheckedEntity entity, RelationField field, String pointer, String text, List<Reference> into) {
        try {
            EntityRef target = EntityRef.parse(
                    text, field.defaultKind().orElse(""), entity.ref().namespace());
            into.add(new Reference(entity, field, pointer, text, target));
        } catch (IllegalArgumentException e) {
            // Not a reference: the validator has said so (rule entity-ref).
        }
    }
}
