package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.Searchable;
import dev.portalsdk.catalog.store.StitchedEntity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dictionary of keys and values, while some entities change. For one transaction, whose writer is alone. */
final class QueryTerms {
    /** What a term says. */
    static final int TEXT = 0;

    static final int DERIVED = 1;
    static final int WITHOUT_VALUE = 2;
    static final int PRESENT = 3;

    private final Connection connection;
    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<Term, Integer> ids = new HashMap<>();
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Set<Integer> fresh = new HashSet<>();
    private final Set<Integer> shared = new HashSet<>();

    /**
     * A value of a key.
     *
     * @param written null if that is the folded text
     */
    record Term(
            String key, int kind, String folded, @Nullable String written) {
        long hash() {
            return SqlText.hash(key, folded);
        }

        String value() {
            return written == null ? folded : written;
        }
    }

    QueryTerms(Connection connection) {
        this.connection = connection;
    }

    /** Everything that an entity can be found by, but for relations. */
    static Set<Term> of(StitchedEntity entity) {
        Set<Term> terms = new LinkedHashSet<>();
        for (Searchable.Text text : Searchable.texts(entity)) {
            String key = SqlText.of(text.key());
            terms.add(new Term(key, PRESENT, "", null));
            terms.add(text.value()
                    .map(value -> term(key, text.derived() ? DERIVED : TEXT, SqlText.of(value)))
                    .orElseGet(() -> new Term(key, WITHOUT_VALUE, "", null)));
        }
        return terms;
    }

    private static Term term(String key, int kind, String value) {
        String folded = Searchable.fold(value);
        return new Term(key, kind, folded, folded.equals(value) ? null : value);
    }

    /** Gives each term its number. Those that are new come with as many uses as there are occurrences. */
    void intern(Map<Integer, Set<Term>> byEntity) throws SQLException {
        Map<Term, Integer> counts = new LinkedHashMap<>();
        Map<Term, Integer> owners = new HashMap<>();
        byEntity.forEach((entity, terms) -> terms.forEach(term -> {
            counts.merge(term, 1, Integer::sum);
            owners.put(term, entity);
        }));
        internKeys(counts.keySet());
        Map<Integer, String> keyTexts = new HashMap<>();
        keys.forEach((text, id) -> keyTexts.put(id, text));
        Sql.of(
                        "SELECT id, key, kind, folded, written FROM catalog_q_term WHERE hash = ANY (?)",
                        Sql.longs(counts.keySet().stream().map(Term::hash).toList()))
                .list(connection, row -> {
                    String key = keyTexts.get(row.getInt(2));
                    if (key != null) {
                        ids.put(new Term(key, row.getInt(3), row.getString(4), row.getString(5)), row.getInt(1));
                    }
                    return row.getInt(1);
                });
        List<Term> missing =
                counts.keySet().stream().filter(term -> !ids.containsKey(term)).toList();
        owners.keySet().removeIf(term -> counts.getOrDefault(term, 0) > 1);
        if (!missing.isEmpty()) {
            insert(missing, counts, owners);
        }
    }

    /** An entity has these terms now, and had those; what came to be used here was counted when it was interned. */
    void change(Set<Integer> before, Set<Integer> after) {
        for (Integer term : after) {
            if (!before.contains(term) && !fresh.contains(term)) {
                uses.merge(term, 1, Integer::sum);
                shared.add(term);
            }
        }
        for (Integer term : before) {
            if (!after.contains(term)) {
                uses.merge(term, -1, Integer::sum);
            }
        }
    }

    private void insert(List<Term> missing, Map<Term, Integer> counts, Map<Term, Integer> owners) throws SQLException {
        List<Integer> numbers = Sql.of(
                        "SELECT nextval('catalog_q_term_id_seq')::int FROM generate_series(1, ?)", missing.size())
                .list(connection, row -> row.getInt(1));
        for (int i = 0; i < missing.size(); i++) {
            ids.put(missing.get(i), numbers.get(i));
        }
        fresh.addAll(numbers);
        Sql.of(
                        "INSERT INTO catalog_q_term (id, key, kind, hash, uses, owner, length, folded, written) OVERRIDING SYSTEM VALUE"
                                + " SELECT * FROM unnest(?, ?, ?::smallint[], ?, ?, ?, ?, ?, ?)",
                        Sql.ints(numbers),
                        Sql.ints(missing.stream()
                                .map(term -> keys.get(term.key()))
                                .toList()),
                        Sql.ints(missing.stream().map(Term::kind).toList()),
                        Sql.longs(missing.stream().map(Term::hash).toList()),
                        Sql.ints(missing.stream().map(counts::get).toList()),
                        Sql.ints(Arrays.asList(missing.stream().map(owners::get).toArray(Integer[]::new))),
                        Sql.ints(missing.stream()
                                .map(term -> term.value().length())
                                .toList()),
                        Sql.texts(missing.stream().map(Term::folded).toList()),
                        Sql.nullableTexts(missing.stream().map(Term::written)))
                .update(connection);
    }

    private void internKeys(Collection<Term> terms) throws SQLException {
        Set<String> wanted = new LinkedHashSet<>();
        terms.forEach(term -> wanted.add(term.key()));
        readKeys(wanted);
        List<String> missing =
                wanted.stream().filter(key -> !keys.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            Sql.of(
                            "INSERT INTO catalog_q_key (hash, key) SELECT * FROM unnest(?, ?)",
                            Sql.longs(missing.stream().map(SqlText::hash).toList()),
                            Sql.texts(missing))
                    .update(connection);
            readKeys(missing);
        }
    }

    private void readKeys(Collection<String> wanted) throws SQLException {
        Sql.of(
                        "SELECT key, id FROM catalog_q_key WHERE hash = ANY (?)",
                        Sql.longs(wanted.stream().map(SqlText::hash).toList()))
                .list(connection, row -> keys.put(row.getString(1), row.getInt(2)));
    }

    int id(Term term) {
        Integer id = ids.get(term);
        if (id == null) {
            throw new IllegalStateException("The term " + term + " was not interned");
        }
        return id;
    }

    /** Writes how often each is used, and forgets what nobody uses. */
    void flush() throws SQLException {
        uses.keySet().removeIf(term -> uses.getOrDefault(term, 0) == 0 && !shared.contains(term));
        if (uses.isEmpty()) {
            return;
        }
        List<Integer> changed = new ArrayList<>(uses.keySet());
        Sql.of(
                        "UPDATE catalog_q_term t SET uses = t.uses + d.more, owner = CASE WHEN t.id = ANY (?) THEN NULL ELSE t.owner END"
                                + " FROM unnest(?, ?) AS d(id, more) WHERE t.id = d.id",
                        Sql.ints(shared),
                        Sql.ints(changed),
                        Sql.ints(changed.stream().map(uses::get).toList()))
                .update(connection);
        Sql.of(
                        "DELETE FROM catalog_q_term WHERE id = ANY (?) AND uses <= 0",
                        Sql.ints(changed.stream()
                                .filter(id -> uses.getOrDefault(id, 0) < 0)
                                .toList()))
                .update(connection);
    }
}
