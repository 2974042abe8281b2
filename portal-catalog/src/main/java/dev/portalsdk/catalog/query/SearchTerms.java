package dev.portalsdk.catalog.query;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What of an entity can be searched, but for relations: dotted keys with their values.
 *
 * <p>As Backstage buildEntitySearch: keys and values are lower-cased; lists repeat their path, and give {@code path.item=true} for each text; keys of more
 * than 200 characters are left out; null and values of more than 200 characters are there without a value.
 */
final class SearchTerms {
    private static final int MAX_LENGTH = 200;
    private static final Set<String> LEFT_OUT =
            Set.of("attachments", "relations", "status", "metadata.etag", "metadata.uid");

    /** Most keys have one value, so that lists of one are all that most need. */
    private final Map<String, List<Term>> terms = new HashMap<>();

    /**
     * A value.
     *
     * @param original in its author's case; empty if it cannot be searched
     * @param folded lower case
     */
    record Term(String original, String folded, boolean searchable) {
        private static final Term UNSEARCHABLE = new Term("", "", false);

        static Term of(String text) {
            return text.length() > MAX_LENGTH ? UNSEARCHABLE : new Term(text, text.toLowerCase(Locale.ROOT), true);
        }
    }

    private SearchTerms() {}

    static SearchTerms of(Value.Obj document, String uid) {
        SearchTerms terms = new SearchTerms();
        terms.visit("", document);
        terms.add("metadata.uid", Term.of(uid));
        terms.terms.putIfAbsent("metadata.namespace", List.of(Term.of("default")));
        return terms;
    }

    /** The values at a key, which must be lower case; none if it is not there. */
    List<Term> at(String key) {
        return terms.getOrDefault(key, List.of());
    }

    /** The values at all keys. */
    List<Term> all() {
        return terms.values().stream().flatMap(List::stream).toList();
    }

    private void visit(String path, Value value) {
        if (LEFT_OUT.contains(path)) {
            return;
        }
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> visit(path.isEmpty() ? key : path + "." + key, child));
        } else if (value instanceof Value.Arr array) {
            for (Value item : array.values()) {
                visit(path, item);
                item.asString().ifPresent(text -> add(path + "." + text, Term.of("true")));
            }
        } else {
            add(path, value instanceof Value.Null ? Term.UNSEARCHABLE : Term.of(text(value)));
        }
    }

    private static String text(Value scalar) {
        return scalar.asString().orElseGet(scalar::toString);
    }

    private void add(String path, Term term) {
        String key = path.toLowerCase(Locale.ROOT);
        if (key.length() <= MAX_LENGTH) {
            terms.merge(key, List.of(term), SearchTerms::both);
        }
    }

    private static List<Term> both(List<Term> before, List<Term> one) {
        if (before.contains(one.get(0))) {
            return before;
        }
        List<Term> more = new ArrayList<>(before);
        more.addAll(one);
        return List.copyOf(more);
    }
}
