package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of an entity can be searched, but for relations: dotted keys with their values.
 *
 * <p>As Backstage buildEntitySearch: keys and values compare in lower case; lists repeat their path, and give {@code path.item=true} for each text; null
 * is there without a value. That keys and values of more than {@value #BACKSTAGE_LENGTH} characters do not count is up to the profile.
 */
final class SearchTerms {
    /** What Backstage cuts off. */
    static final int BACKSTAGE_LENGTH = 200;

    private static final Set<String> LEFT_OUT = Set.of("attachments", "relations", "status");
    private static final String METADATA = "metadata";
    private static final Set<String> LEFT_OUT_OF_METADATA = Set.of("etag", "uid");
    private static final String UID = "metadata.uid";
    private static final String NAMESPACE = "metadata.namespace";

    /** At the key of a list and one of its texts. */
    private static final String IN_A_LIST = "true";

    /** The values of one key. Null stands for one that is there but has no text. */
    private final List<@Nullable String> values = new ArrayList<>(1);

    private SearchTerms() {}

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The values at a key, which must be lower case, each once, in order of the document; null for those that are there but have no text. */
    static List<@Nullable String> at(StitchedEntity entity, String key) {
        SearchTerms found = new SearchTerms();
        if (key.equals(UID)) {
            found.add(entity.uid());
            return found.values;
        }
        found.visit(entity.document(), key, "");
        if (key.equals(NAMESPACE) && found.values.isEmpty()) {
            found.add(EntityRef.DEFAULT_NAMESPACE);
        }
        return found.values.size() < 2 ? found.values : new ArrayList<>(new LinkedHashSet<>(found.values));
    }

    /**
     * Collects what lies below a value.
     *
     * @param rest what is left of the key; null if nothing is
     * @param path where we are, as far as it takes to know what is left out; null below that
     */
    private void visit(Value value, @Nullable String rest, @Nullable String path) {
        if (value instanceof Value.Obj object) {
            if (rest != null) {
                object.forEach((key, child) -> descend(key, child, rest, path));
            }
        } else if (value instanceof Value.Arr array) {
            for (Value item : array.values()) {
                visit(item, rest, path);
                if (rest != null
                        && item instanceof Value.Str text
                        && fold(text.value()).equals(rest)) {
                    add(IN_A_LIST);
                }
            }
        } else if (rest == null) {
            add(value instanceof Value.Null ? null : text(value));
        }
    }

    private void descend(String key, Value child, String rest, @Nullable String path) {
        String folded = fold(key);
        if (!rest.startsWith(folded) || isLeftOut(path, key)) {
            return;
        }
        if (rest.length() == folded.length()) {
            visit(child, null, below(path, key));
        } else if (rest.charAt(folded.length()) == '.') {
            visit(child, rest.substring(folded.length() + 1), below(path, key));
        }
    }

    static boolean isLeftOut(@Nullable String path, String key) {
        if (path == null) {
            return false;
        }
        return path.isEmpty() ? LEFT_OUT.contains(key) : path.equals(METADATA) && LEFT_OUT_OF_METADATA.contains(key);
    }

    private static @Nullable String below(@Nullable String path, String key) {
        return path != null && path.isEmpty() && key.equals(METADATA) ? METADATA : null;
    }

    private void add(@Nullable String text) {
        values.add(text);
    }

    /** Whether whatever is found at a key, which must be lower case, and holds a term, which must be, too, stands in a text that {@link #anyText} hands out. */
    static boolean isWritten(String key, String term) {
        return !Relations.isRelation(key)
                && !key.equals(UID)
                && !IN_A_LIST.contains(term)
                && !(key.equals(NAMESPACE) && EntityRef.DEFAULT_NAMESPACE.contains(term));
    }

    private static String text(Value scalar) {
        return scalar instanceof Value.Str text ? text.value() : scalar.toString();
    }

    /** Hands out every text of an entity as its author wrote it, until the action says that it is enough. */
    static boolean anyText(StitchedEntity entity, Predicate<String> enough) {
        TextSearcher searcher = new TextSearcher(enough);
        searcher.visit(entity.document(), "");
        return searcher.found;
    }

    /** Looks at the texts of a document. */
    private static final class TextSearcher {
        private final Predicate<String> enough;
        private boolean found;

        TextSearcher(Predicate<String> enough) {
            this.enough = enough;
        }

        void visit(Value value, @Nullable String path) {
            if (found) {
                return;
            }
            if (value instanceof Value.Str text) {
                found = enough.test(text.value());
            } else if (value instanceof Value.Obj object) {
                object.forEach((key, child) -> {
                    if (!isLeftOut(path, key)) {
                        visit(child, below(path, key));
                    }
                });
            } else if (value instanceof Value.Arr array) {
                for (Value item : array.values()) {
                    visit(item, path);
                }
            } else if (!(value instanceof Value.Null)) {
                found = enough.test(value.toString());
            }
        }
    }
}
