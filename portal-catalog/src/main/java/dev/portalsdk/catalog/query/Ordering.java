package dev.portalsdk.catalog.query;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order of entities: by fields, those without a value last, then by ref. Two entities are never equal in it.
 *
 * @param fields in lower case
 */
record Ordering(List<EntityQuery.Order> fields) implements Comparator<SortKey> {
    /** By ref alone. */
    static final Ordering BY_REF = new Ordering(List.of());

    static Ordering of(List<EntityQuery.Order> order) {
        return new Ordering(order.stream()
                .map(field -> new EntityQuery.Order(SearchTerms.fold(field.field()), field.descending()))
                .toList());
    }

    @Override
    public int compare(SortKey one, SortKey other) {
        for (int i = 0; i < fields.size(); i++) {
            int difference =
                    compare(one.values()[i], other.values()[i], fields.get(i).descending());
            if (difference != 0) {
                return difference;
            }
        }
        return one.ref().compareTo(other.ref());
    }

    private static int compare(@Nullable String one, @Nullable String other, boolean descending) {
        if (one == null || other == null) {
            return Objects.equals(one, other) ? 0 : one == null ? 1 : -1;
        }
        return descending ? other.compareTo(one) : one.compareTo(other);
    }

    /** Whether it follows from what entities say themselves, so that an index of it can be kept up. */
    boolean isIndexable() {
        return fields.stream().noneMatch(field -> Relations.isRelation(field.field()));
    }

    /** Where an entity stands: of several values the smallest counts. */
    SortKey keyOf(IndexSnapshot snapshot, Node node) {
        @Nullable String[] values = new String[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valuesOf(snapshot, node, fields.get(i).field()).stream()
                    .filter(Objects::nonNull)
                    .map(SearchTerms::fold)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
        return new SortKey(values, node.ref(), node.row());
    }

    static List<@Nullable String> valuesOf(IndexSnapshot snapshot, Node node, String field) {
        if (Relations.isRelation(field)) {
            return List.copyOf(Relations.targets(snapshot, Relations.typeOf(field), node));
        }
        return node.entity() == null ? List.of() : SearchTerms.at(node.entity(), field);
    }
}
