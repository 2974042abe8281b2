package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of an entity can be searched, and how it is shown with its relations: for implementations of {@link EntityQueries}, so that they agree. */
public final class Searchable {
    /** Of texts, in characters: longer ones, such as the definition of an API, are only looked into when their field is named. */
    public static final int LONGEST_EVERYWHERE = 2000;

    private final Map<Text, Boolean> found = new LinkedHashMap<>();

    private Searchable() {}

    /**
     * A value at a key.
     *
     * @param key in lower case
     * @param value as its author wrote it; empty if the key is there without one
     * @param derived whether it is no text of the document: full text does not look at it unless its key is named
     */
    public record Text(String key, Optional<String> value, boolean derived) {
        Text(String key, Optional<String> value) {
            this(key, value, false);
        }
    }

    /** Everything that can be searched of an entity but relations: each key and value once. */
    public static List<Text> texts(StitchedEntity entity) {
        Searchable searchable = new Searchable();
        searchable.object(entity.document(), "", "");
        searchable.add("metadata.uid", Optional.of(entity.uid()), true);
        boolean named =
                searchable.found.keySet().stream().anyMatch(text -> text.key().equals("metadata.namespace"));
        if (!named) {
            searchable.add("metadata.namespace", Optional.of(EntityRef.DEFAULT_NAMESPACE), true);
        }
        List<Text> texts = new ArrayList<>();
        searchable.found.forEach((text, derived) -> texts.add(new Text(text.key(), text.value(), derived)));
        return texts;
    }

    /** How texts are compared. */
    public static String fold(String text) {
        return SearchTerms.fold(text);
    }

    /** What the full text of a query looks for, in lower case; empty if it looks for nothing. */
    public static String term(EntityQuery query) {
        return query.fullText().map(text -> fold(text.term().strip())).orElse("");
    }

    /**
     * Where the full text of a query looks, in lower case; empty for everywhere.
     *
     * <p>As Backstage, under its profile: unless fields are named, at the first that is ordered by, or the uid.
     */
    public static List<String> fields(EntityQuery query) {
        List<String> named = query.fullText().map(EntityQuery.FullText::fields).orElse(List.of()).stream()
                .map(Searchable::fold)
                .toList();
        if (!named.isEmpty() || query.profile() == QueryProfile.STANDARD) {
            return named;
        }
        return List.of(
                query.order().isEmpty()
                        ? "metadata.uid"
                        : fold(query.order().get(0).field()));
    }

    /**
     * An entity with all of its relations, and an etag that changes with them.
     *
     * @param all from the entity, whoever declares them, in any order, maybe several times
     */
    public static StitchedEntity joined(StitchedEntity entity, Collection<Relation> all) {
        if (all.isEmpty()) {
            return entity;
        }
        List<Relation> sorted = Relations.sorted(all);
        long fingerprint = 0;
        for (Relation relation : sorted) {
            fingerprint +=
                    Fingerprints.of(relation.type().name(), relation.type().inverseName(), relation.target());
        }
        return entity.withRelations(sorted, fingerprint);
    }

    /** As {@link #joined} has them. */
    public static List<Relation> sorted(Collection<Relation> relations) {
        return Relations.sorted(relations);
    }

    private void visit(Value value, String path, String exact) {
        if (value instanceof Value.Obj object) {
            object(object, path, exact);
        } else if (value instanceof Value.Arr array) {
            for (Value item : array.values()) {
                visit(item, path, exact);
                if (item instanceof Value.Str text) {
                    add(path + "." + fold(text.value()), Optional.of("true"), true);
                }
            }
        } else if (value instanceof Value.Null) {
            add(path, Optional.empty(), false);
        } else {
            add(path, Optional.of(value instanceof Value.Str text ? text.value() : value.toString()), false);
        }
    }

    private void object(Value.Obj object, String path, String exact) {
        object.forEach((key, child) -> {
            if (!SearchTerms.isLeftOut(exact, key)) {
                visit(child, path.isEmpty() && exact.isEmpty() ? fold(key) : path + "." + fold(key), below(exact, key));
            }
        });
    }

    /** Where we are, as far as it takes to know what is left out. */
    private static String below(String exact, String key) {
        return exact.isEmpty() && key.equals("metadata") ? "metadata" : "-";
    }

    private void add(String key, Optional<String> value, boolean derived) {
        found.merge(new Text(key, value), derived, (one, other) -> one && other);
    }
}
