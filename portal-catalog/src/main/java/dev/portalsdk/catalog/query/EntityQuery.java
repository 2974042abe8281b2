package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
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
 * <p>The pages around an answer are asked for with the queries that it holds, or later, by a {@link #cursor()}. They start at a place in the order, not at a
 * number, so that whoever walks all pages meets each entity that stays where it is exactly once, while others come and go.
 *
 * @param filter which entities
 * @param fullText what text they hold
 * @param order by which fields, the first goes first; ties are by ref
 * @param position where to start; empty for the start
 * @param offset how many to leave out from there, from 0
 * @param limit how many at most; empty for all
 * @param profile how to treat what is not said
 */
public record EntityQuery(
        EntityFilter filter,
        Optional<FullText> fullText,
        List<Order> order,
        Optional<Position> position,
        int offset,
        OptionalInt limit,
        QueryProfile profile) {
    private static final int MAX_FIELDS = 100;
    private static final EntityQuery ALL = new EntityQuery(
            EntityFilter.everything(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            0,
            OptionalInt.empty(),
            QueryProfile.STANDARD);

    /**
     * @throws IllegalArgumentException if offset or limit is negative, there are more than 100 order fields, or the position is one of another order
     */
    public EntityQuery {
        order = List.copyOf(order);
        if (offset < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("Offset and limit must not be negative: " + offset + ", " + limit);
        }
        if (order.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "A query is ordered by at most " + MAX_FIELDS + " fields, not by " + order.size());
        }
        int ordered = effective(order, profile).size();
        if (position.filter(at -> at.values().size() != ordered).isPresent()) {
            throw new IllegalArgumentException("The position of a query has a value for each of its " + ordered
                    + " order fields, not " + position.get().values().size()
                    + "; set the order first, or take both from one answer");
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
            if (fields.size() > MAX_FIELDS) {
                throw new IllegalArgumentException(
                        "A text is looked for in at most " + MAX_FIELDS + " fields, not in " + fields.size());
            }
        }
    }

    /** One field to order by. */
    public record Order(String field, boolean descending) {}

    /**
     * A place in an order: beside an entity that was, and maybe still is, there.
     *
     * @param values of the entity, one for each order field, in lower case; empty if it has none
     * @param ref of the entity
     * @param backwards whether the page ends before the place, instead of starting after it
     */
    public record Position(List<Optional<String>> values, EntityRef ref, boolean backwards) {
        /** Copies the list. */
        public Position {
            values = List.copyOf(values);
        }
    }

    /** Every entity, by ref. */
    public static EntityQuery all() {
        return ALL;
    }

    /**
     * The query that a cursor stands for, without a limit.
     *
     * @throws IllegalArgumentException if the text is no cursor, is longer than 65,536 characters, or was made by another version of this library
     */
    public static EntityQuery ofCursor(String text) {
        return Cursors.read(text);
    }

    /**
     * This query as a text that may travel through the hands of strangers: filter, full text, order, position and profile, but neither limit nor offset.
     *
     * @throws IllegalArgumentException if {@link #ofCursor} could not read it back, as its filter is too long, or is none that
     *     {@link EntityFilter#ofPredicate} takes
     */
    public String cursor() {
        return Cursors.write(this);
    }

    /** Only those that also pass this filter. */
    public EntityQuery filter(EntityFilter more) {
        EntityFilter both = filter.equals(ALL.filter) ? more : filter.and(more);
        return new EntityQuery(both, fullText, order, position, offset, limit, profile);
    }

    /** Only those that also pass this filter in Backstage's text form; see {@link EntityFilter#parse}. */
    public EntityQuery filter(String text) {
        return filter(EntityFilter.parse(text));
    }

    /** Only those that hold this text in one of these fields, or, if none is named, where the profile says. */
    public EntityQuery fullText(String term, String... fields) {
        return new EntityQuery(
                filter, Optional.of(new FullText(term, List.of(fields))), order, position, offset, limit, profile);
    }

    /** Then by this field, the smallest first. Starts at the start. */
    public EntityQuery orderBy(String field) {
        return orderBy(new Order(field, false));
    }

    /** Then by this field, the largest first. Starts at the start. */
    public EntityQuery orderByDescending(String field) {
        return orderBy(new Order(field, true));
    }

    private EntityQuery orderBy(Order next) {
        List<Order> more = new ArrayList<>(order);
        more.add(next);
        return new EntityQuery(filter, fullText, more, Optional.empty(), offset, limit, profile);
    }

    /** From this place. */
    public EntityQuery at(Position place) {
        return new EntityQuery(filter, fullText, order, Optional.of(place), offset, limit, profile);
    }

    /** Leaves out the first. */
    public EntityQuery offset(int count) {
        return new EntityQuery(filter, fullText, order, position, count, limit, profile);
    }

    /** At most so many; 0 asks for the total only. */
    public EntityQuery limit(int count) {
        return new EntityQuery(filter, fullText, order, position, offset, OptionalInt.of(count), profile);
    }

    /** Under another profile. Starts at the start. */
    public EntityQuery profile(QueryProfile other) {
        return new EntityQuery(filter, fullText, order, Optional.empty(), offset, limit, other);
    }

    /** The fields that count under the profile. */
    public List<Order> effectiveOrder() {
        return effective(order, profile);
    }

    private static List<Order> effective(List<Order> order, QueryProfile profile) {
        return profile == QueryProfile.BACKSTAGE && order.size() > 1 ? order.subList(0, 1) : order;
    }
}
