package dev.portalsdk.catalog.query;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which entities. Immutable.
 *
 * <p>Keys are dotted paths, {@code metadata.annotations.backstage.io/techdocs-ref}; a list gives {@code path=item} for each item, and
 * {@code path.item=true} for each text in it; {@code relations.ownedBy=group:default/team-a} asks for relations. Objects themselves are no keys.
 * Keys and values compare without regard to case.
 */
public sealed interface EntityFilter {
    /** Characters of a filter in text form. */
    int MAX_TEXT = 1_000_000;

    /** Every entity. */
    static EntityFilter everything() {
        return new AllOf(List.of());
    }

    /** Those that have a value at a key. */
    static EntityFilter has(String key) {
        return new HasKey(key);
    }

    /** Those that have one of these values at a key. */
    static EntityFilter where(String key, String... values) {
        return new HasValue(key, Set.of(values));
    }

    /** Those that have a value at a key which starts with this text. */
    static EntityFilter hasPrefix(String key, String prefix) {
        return new HasPrefix(key, prefix);
    }

    /** Those that have a relation of any type to one of these refs, in the form {@code kind:namespace/name}. */
    static EntityFilter relatedTo(String... targets) {
        return new RelatedTo(Set.of(targets));
    }

    /** Those that pass all of these; all if there are none. */
    static EntityFilter allOf(EntityFilter... filters) {
        return new AllOf(List.of(filters));
    }

    /** Those that pass any of these; none if there are none. */
    static EntityFilter anyOf(EntityFilter... filters) {
        return new AnyOf(List.of(filters));
    }

    /** Those that do not pass this one. */
    static EntityFilter not(EntityFilter filter) {
        return new Not(filter);
    }

    /** Those that pass this one and another. */
    default EntityFilter and(EntityFilter other) {
        return new AllOf(this instanceof AllOf all ? plus(all.filters(), other) : List.of(this, other));
    }

    /** Those that pass this one or another. */
    default EntityFilter or(EntityFilter other) {
        return new AnyOf(this instanceof AnyOf any ? plus(any.filters(), other) : List.of(this, other));
    }

    /** One list of many rather than many lists of two, however often a filter is added to. */
    private static List<EntityFilter> plus(List<EntityFilter> filters, EntityFilter one) {
        List<EntityFilter> more = new ArrayList<>(filters);
        more.add(one);
        return more;
    }

    /**
     * Reads filters in Backstage's text form.
     *
     * <p>Within one text commas mean "and", and a key that stands more than once takes any of its values; several texts mean "or". A key alone asks
     * whether it is there, {@code key=} for the empty value. White space around keys and values is dropped. {@code kind=component,spec.type=service}.
     *
     * @param texts none, or only such without statements, means every entity
     * @throws IllegalArgumentException if a statement has no key, or the texts have more than 1,000,000 characters together
     */
    // As Backstage service/request/parseEntityFilterParams.
    static EntityFilter parse(Collection<String> texts) {
        int length = texts.stream().mapToInt(String::length).sum();
        if (length > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "A filter has at most " + MAX_TEXT + " characters, this one has " + length);
        }
        List<EntityFilter> alternatives = texts.stream()
                .map(EntityFilter::parseStatements)
                .filter(statements -> !statements.isEmpty())
                .<EntityFilter>map(AllOf::new)
                .toList();
        if (alternatives.isEmpty()) {
            return everything();
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new AnyOf(alternatives);
    }

    /** Reads one filter in Backstage's text form; see {@link #parse(Collection)}. */
    static EntityFilter parse(String text) {
        return parse(List.of(text));
    }

    /**
     * Reads a filter in Backstage's predicate language.
     *
     * <pre>{@code
     * {"kind": "component", "spec.type": {"$in": ["service", "website"]}, "metadata.annotations.acme.com/tier": {"$exists": true}}
     * {"$any": [{"metadata.tags": {"$contains": "java"}}, {"$not": {"metadata.name": {"$hasPrefix": "old-"}}}]}
     * {"relations": {"$contains": {"type": "ownedBy", "targetRef": {"$in": ["group:default/a", "user:default/b"]}}}}
     * }</pre>
     *
     * <p>Keys are as in every filter; several in one object mean "and". {@code $all}, {@code $any} and {@code $not} stand alone in their object. A number or
     * boolean is the same as its text.
     *
     * @throws IllegalArgumentException if it is none, is nested more than 50 deep, or has more than 10,000 conditions and values; names the place
     *     by a JSON pointer
     */
    static EntityFilter ofPredicate(Value predicate) {
        return new PredicateReader().read(predicate);
    }

    /** This filter in the predicate language, so that {@link #ofPredicate} reads an equal one. */
    default Value.Obj toPredicate() {
        return PredicateWriter.write(this);
    }

    private static List<EntityFilter> parseStatements(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String statement = part.strip();
            int equals = statement.indexOf('=');
            String key = (equals < 0 ? statement : statement.substring(0, equals)).strip();
            if (statement.isEmpty()) {
                continue;
            }
            if (key.isEmpty()) {
                throw new IllegalArgumentException("Invalid filter, '" + statement
                        + "' is not a valid statement (expected a string on the form a=b or a= or a)");
            }
            List<String> ofKey = values.computeIfAbsent(key, any -> new ArrayList<>());
            if (equals >= 0) {
                ofKey.add(statement.substring(equals + 1).strip());
            }
        }
        List<EntityFilter> statements = new ArrayList<>();
        values.forEach(
                (key, any) -> statements.add(any.isEmpty() ? new HasKey(key) : new HasValue(key, Set.copyOf(any))));
        return statements;
    }

    /** A key is there, be its value null or too long to be searched. */
    record HasKey(String key) implements EntityFilter {
        /** Lower-cases the key. */
        public HasKey {
            key = key.toLowerCase(Locale.ROOT);
        }
    }

    /** A key has one of these values. */
    record HasValue(String key, Set<String> values) implements EntityFilter {
        /** Lower-cases key and values. */
        public HasValue {
            key = key.toLowerCase(Locale.ROOT);
            values = folded(values);
        }
    }

    private static Set<String> folded(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** A key has a value that starts with this text. */
    record HasPrefix(String key, String prefix) implements EntityFilter {
        /** Lower-cases key and prefix. */
        public HasPrefix {
            key = key.toLowerCase(Locale.ROOT);
            prefix = prefix.toLowerCase(Locale.ROOT);
        }
    }

    /** There is a relation to one of these. */
    record RelatedTo(Set<String> targets) implements EntityFilter {
        /** Lower-cases the refs. */
        public RelatedTo {
            targets = folded(targets);
        }
    }

    /** All of these. */
    record AllOf(List<EntityFilter> filters) implements EntityFilter {
        /** Copies the list. */
        public AllOf {
            filters = List.copyOf(filters);
        }
    }

    /** Any of these. */
    record AnyOf(List<EntityFilter> filters) implements EntityFilter {
        /** Copies the list. */
        public AnyOf {
            filters = List.copyOf(filters);
        }
    }

    /** Not this one. */
    record Not(EntityFilter filter) implements EntityFilter {}
}
