package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.http.access.Condition;
import dev.portalsdk.model.EntityRef;
import java.util.List;

/** Conditions of policies as filters of queries. */
final class ConditionFilters {
    private ConditionFilters() {}

    static EntityFilter of(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return EntityFilter.allOf(of(all.conditions()));
        } else if (condition instanceof Condition.AnyOf any) {
            return EntityFilter.anyOf(of(any.conditions()));
        } else if (condition instanceof Condition.Not not) {
            return EntityFilter.not(of(not.condition()));
        } else if (condition instanceof Condition.HasField field) {
            return field.value()
                    .map(value -> EntityFilter.where(field.key(), value))
                    .orElseGet(() -> EntityFilter.has(field.key()));
        } else if (condition instanceof Condition.IsEntityKind kind) {
            return EntityFilter.where("kind", kind.kinds().toArray(String[]::new));
        } else if (condition instanceof Condition.IsEntityOwner owner) {
            return EntityFilter.where(
                    "relations.ownedBy",
                    owner.claims().stream().map(EntityRef::toString).distinct().toArray(String[]::new));
        }
        return EntityFilter.anyOf(); // what is said of tasks is true of no entity
    }

    private static EntityFilter[] of(List<Condition> conditions) {
        return conditions.stream().map(ConditionFilters::of).toArray(EntityFilter[]::new);
    }
}
