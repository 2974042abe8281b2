package dev.portalsdk.catalog.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question for a page of entities. Immutable; each method gives a copy.
 *
 * <pre>{@code
 * EntityQuery.all().filter("kind=component,spec.type=service").orderBy("metadata.name").limit(20)
 * }</pre>
 *
 * @param filter which entities
 * @param fullText what text they hold
 * @param order by which fields, the first goes first; ties are by ref
 * @param offset how many to leave out, from 0
 * @param limit how many at most; empty for all
 * @param profile how to treat what is not said
 */
public record EntityQuery(
        EntityFilter filter,
        Optional<FullText> fullText,
        List<Order> order,
        int offset,
        OptionalInt limit,
        QueryProfile profile) {
    private static final EntityQuery ALL = new EntityQuery(
            EntityFilter.everything(), Optional.empty(), List.of(), 0, OptionalInt.empty(), QueryProfile.STANDARD);

    /** @throws IllegalArgumentException if offset or limit is negative */
    public EntityQuery {
        order = List.copyOf(order);
        if (offset < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("Offset and limit must not be negative: " + offset + ", " + limit);
        }
    }

    /**
     * A text to look for.
     *
     * @param term trimmed; case does not matter
     * @param fields where; none means as the profile says
     */
    public record FullText(String term, List<String> fields) {
        /** Copies the list. */
        public FullText {
            fields = List.copyOf(fields);
        }
    }

    /** One field to order by. */
    public record Order(String field, boolean descending) {}

    /** Every entity, by ref. */
    public static EntityQuery all() {
        return ALL;
    }

    /** Only those that also pass this filter. */
    public EntityQuery filter(EntityFilter more) {
        EntityFilter both = filter.equals(ALL.filter) ? more : filter.and(more);
        return new EntityQuery(both, fullText, order, offset, limit, profile);
    }

    /** Only those that also pass this filter in Backstage's text form; see {@link EntityFilter#parse}. */
    public EntityQuery filter(String text) {
        return filter(EntityFilter.parse(text));
    }

    /** Only those that hold this text in one of these fields, or anywhere if none is named. */
    public EntityQuery fullText(String term, String... fields) {
        return new EntityQuery(filter, Optional.of(new FullText(term, List.of(fields))), order, offset, limit, profile);
    }

    /** Then by this field, the smallest first. */
    public EntityQuery orderBy(String field) {
        return orderBy(new Order(field, false));
    }

    /** Then by this field, the largest first. */
    public EntityQuery orderByDescending(String field) {
        return orderBy(new Order(field, true));
    }

    private EntityQuery orderBy(Order next) {
        List<Order> more = new ArrayList<>(order);
        more.add(next);
        return new EntityQuery(filter, fullText, more, offset, limit, profile);
    }

    /** Leaves out the first. */
    public EntityQuery offset(int count) {
        return new EntityQuery(filter, fullText, order, count, limit, profile);
    }

    /** At most so many; 0 asks for the total only. */
    public EntityQuery limit(int count) {
        return new EntityQuery(filter, fullText, order, offset, OptionalInt.of(count), profile);
    }

    /** Under another profile. */
    public EntityQuery profile(QueryProfile other) {
        return new EntityQuery(filter, fullText, order, offset, limit, other);
    }
}
