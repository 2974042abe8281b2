package dev.portalsdk.catalog.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether an entity holds a text, under a profile. */
final class FullTextMatch {
    private final List<String> fields;
    /** Empty if nothing is asked for. */
    private final Optional<Predicate<String>> value;

    private FullTextMatch(List<String> fields, Optional<Predicate<String>> value) {
        this.fields = fields;
        this.value = value;
    }

    static FullTextMatch of(EntityQuery query) {
        String term = query.fullText()
                .map(EntityQuery.FullText::term)
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        List<String> fields = query.fullText().map(EntityQuery.FullText::fields).orElse(List.of());
        if (term.isEmpty()) {
            return new FullTextMatch(List.of(), Optional.empty());
        }
        if (query.profile() == QueryProfile.STANDARD) {
            return new FullTextMatch(fields, Optional.of(value -> value.contains(term)));
        }
        String asked =
                query.order().isEmpty() ? "metadata.uid" : query.order().get(0).field();
        return new FullTextMatch(fields.isEmpty() ? List.of(asked) : fields, Optional.of(value -> like(term, value)));
    }

    boolean matches(IndexedEntity row) {
        return value.isEmpty() || matches(row, value.get());
    }

    private boolean matches(IndexedEntity row, Predicate<String> text) {
        Stream<SearchTerms.Term> terms = fields.isEmpty()
                ? row.everything().stream()
                : fields.stream().flatMap(field -> row.values(field).stream());
        return terms.anyMatch(term -> text.test(term.folded()));
    }

    /** SQL's {@code LIKE '%term%'}: a percent sign is any text, an underscore any character. */
    private static boolean like(String term, String text) {
        String pattern = "%" + term + "%";
        int at = 0;
        int next = 0;
        int restart = -1;
        int restartAt = 0;
        while (at < text.length()) {
            char wanted = next < pattern.length() ? pattern.charAt(next) : 0;
            if (wanted == '%') {
                restart = ++next;
                restartAt = at;
            } else if (next < pattern.length() && (wanted == '_' || wanted == text.charAt(at))) {
                next++;
                at++;
            } else {
                next = restart; // there is always a percent sign at the start
                at = ++restartAt;
            }
        }
        return pattern.substring(next).chars().allMatch(c -> c == '%');
    }
}
