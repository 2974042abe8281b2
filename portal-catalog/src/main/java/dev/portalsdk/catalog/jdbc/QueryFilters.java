package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.Searchable;
import dev.portalsdk.model.EntityRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Filters and full text to conditions on {@code catalog_q_entity e}. */
final class QueryFilters {
    private static final String RELATIONS = "relations.";
    private static final int LONGEST_IN_BACKSTAGE = 200;
    private static final int PREFIX = 100;

    /** No text that begins as another does comes after that followed by this. */
    private static final String LAST = "\udbff\udfff";

    private final QueryRead read;
    private final QueryProfile profile;

    QueryFilters(QueryRead read, QueryProfile profile) {
        this.read = read;
        this.profile = profile;
    }

    static boolean isRelation(String key) {
        return key.startsWith(RELATIONS);
    }

    static String typeOf(String key) {
        return key.substring(RELATIONS.length());
    }

    boolean searches(String text) {
        return profile == QueryProfile.STANDARD || text.length() <= LONGEST_IN_BACKSTAGE;
    }

    /** What narrows values to those that count, on {@code catalog_q_term t}. */
    String counting() {
        return profile == QueryProfile.STANDARD ? "t.kind < 2" : "t.kind < 2 AND t.length <= " + LONGEST_IN_BACKSTAGE;
    }

    /** The entities that a query is about. */
    Sql condition(EntityQuery query) throws SQLException {
        return Sql.of("").add(condition(query.filter())).add(new QueryText(read, this, query).condition());
    }

    /** The one term that decides, if it is but one, so that its uses are the count. */
    OptionalInt onlyTerm(EntityQuery query) throws SQLException {
        EntityFilter filter = query.filter();
        if (filter instanceof EntityFilter.AllOf all && all.filters().size() == 1) {
            filter = all.filters().get(0);
        }
        boolean everything =
                filter instanceof EntityFilter.AllOf all && all.filters().isEmpty();
        if (!Searchable.term(query).isEmpty()) {
            return OptionalInt.empty();
        }
        List<Integer> ids = everything ? present("kind") : List.of();
        if (filter instanceof EntityFilter.HasKey has && searches(has.key()) && !isRelation(has.key())) {
            ids = present(has.key());
        } else if (filter instanceof EntityFilter.HasValue has && searches(has.key()) && !isRelation(has.key())) {
            ids = valued(has.key(), has.values());
        }
        return ids.size() == 1 ? OptionalInt.of(ids.get(0)) : OptionalInt.empty();
    }

    Sql condition(EntityFilter filter) throws SQLException {
        if (filter instanceof EntityFilter.HasValue wanted) {
            return hasValue(wanted.key(), wanted.values());
        }
        if (filter instanceof EntityFilter.HasKey wanted) {
            return hasKey(wanted.key());
        }
        if (filter instanceof EntityFilter.HasPrefix wanted) {
            return hasPrefix(wanted.key(), wanted.prefix());
        }
        if (filter instanceof EntityFilter.RelatedTo wanted) {
            return related(wanted.targets(), Optional.empty());
        }
        if (filter instanceof EntityFilter.AllOf all) {
            return joined(all.filters(), " AND ", "true");
        }
        if (filter instanceof EntityFilter.AnyOf any) {
            return joined(any.filters(), " OR ", "false");
        }
        return Sql.of("NOT ").add(condition(((EntityFilter.Not) filter).filter()));
    }

    private Sql joined(List<EntityFilter> filters, String with, String ofNone) throws SQLException {
        if (filters.isEmpty()) {
            return Sql.of(ofNone);
        }
        Sql all = Sql.of("(");
        for (int i = 0; i < filters.size(); i++) {
            all.add(i == 0 ? "" : with).add(condition(filters.get(i)));
        }
        return all.add(")");
    }

    private Sql hasKey(String key) throws SQLException {
        if (!searches(key)) {
            return Sql.of("false");
        }
        if (isRelation(key)) {
            return Sql.of("""
                    e.id IN (SELECT r.source FROM catalog_q_relation r WHERE r.type = ANY (?)
                    UNION ALL SELECT r.target FROM catalog_q_relation r WHERE r.type = ANY (?))""", Sql.ints(read.named(typeOf(key))), Sql.ints(read.inverse(typeOf(key))));
        }
        return having(present(key));
    }

    private List<Integer> present(String key) throws SQLException {
        return terms(key, List.of(""), "t.kind = 3");
    }

    private List<Integer> valued(String key, Collection<String> values) throws SQLException {
        return terms(key, values.stream().filter(this::searches).toList(), counting());
    }

    /** The terms of a key with one of these folded values. */
    private List<Integer> terms(String key, Collection<String> folded, String condition) throws SQLException {
        Optional<Integer> number = read.key(key);
        if (number.isEmpty() || folded.isEmpty()) {
            return List.of();
        }
        List<String> values = folded.stream().map(SqlText::of).toList();
        String name = SqlText.of(key);
        return Sql.of(
                        "SELECT t.id FROM catalog_q_term t WHERE t.hash = ANY (?) AND t.key = ? AND t.folded = ANY (?) AND "
                                + condition,
                        Sql.longs(values.stream()
                                .map(value -> SqlText.hash(name, value))
                                .toList()),
                        number.get(),
                        Sql.texts(values))
                .list(read.connection(), row -> row.getInt(1));
    }

    static Sql having(List<Integer> terms) {
        if (terms.isEmpty()) {
            return Sql.of("false");
        }
        return terms.size() == 1 ? Sql.of("e.terms @> ?", Sql.ints(terms)) : Sql.of("e.terms && ?", Sql.ints(terms));
    }

    private Sql hasValue(String key, Collection<String> values) throws SQLException {
        if (!searches(key)) {
            return Sql.of("false");
        }
        return isRelation(key) ? related(values, Optional.of(typeOf(key))) : having(valued(key, values));
    }

    /** Those with a relation to one of these texts; of any type, or by this name. */
    private Sql related(Collection<String> targets, Optional<String> type) throws SQLException {
        List<String> sorts = new ArrayList<>();
        for (String target : targets) {
            if (searches(target)) {
                canonical(target).map(SqlText::sort).ifPresent(sorts::add);
            }
        }
        if (sorts.isEmpty()) {
            return Sql.of("false");
        }
        List<Integer> ids = Sql.of("SELECT id FROM catalog_q_ref WHERE sort = ANY (?)", Sql.texts(sorts))
                .list(read.connection(), row -> row.getInt(1));
        return relatedTo(Sql.of("= ANY (?)", Sql.ints(ids)), type);
    }

    /** Texts that are the canonical form of a ref. */
    private static Optional<EntityRef> canonical(String text) {
        if (text.indexOf(':') < 1 || text.indexOf('/') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntityRef.parse(text))
                    .filter(ref -> ref.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no ref, so nothing is related to it
        }
    }

    Sql relatedTo(Sql target, Optional<String> type) throws SQLException {
        Sql out = Sql.of("SELECT r.source FROM catalog_q_relation r WHERE r.target ")
                .add(target);
        Sql in = Sql.of("SELECT r.target FROM catalog_q_relation r WHERE r.source ")
                .add(target);
        if (type.isPresent()) {
            out.add(" AND r.type = ANY (?)", Sql.ints(read.named(type.get())));
            in.add(" AND r.type = ANY (?)", Sql.ints(read.inverse(type.get())));
        }
        return Sql.of("e.id IN (").add(out).add(" UNION ALL ").add(in).add(")");
    }

    private Sql hasPrefix(String key, String prefix) throws SQLException {
        if (!searches(key)) {
            return Sql.of("false");
        }
        String text = SqlText.of(prefix);
        if (isRelation(key)) {
            return relatedTo(refs(Sql.of("starts_with(t.ref, ?)", text)), Optional.of(typeOf(key)));
        }
        String begin = text.length() <= PREFIX / 2 ? text : "";
        return inField(
                key,
                Sql.of(
                        "left(t.folded, " + PREFIX + ") >= ? AND left(t.folded, " + PREFIX
                                + ") < ? AND starts_with(t.folded, ?)",
                        begin,
                        begin + LAST,
                        text));
    }

    Sql refs(Sql condition) {
        Sql refs = Sql.of("IN (SELECT t.id FROM catalog_q_ref t WHERE ").add(condition);
        return profile == QueryProfile.STANDARD
                ? refs.add(")")
                : refs.add(" AND length(t.ref) <= " + LONGEST_IN_BACKSTAGE + ")");
    }

    /** Those with a value at a key of which something holds. The terms are looked up once, before any entity is. */
    private Sql inField(String key, Sql condition) throws SQLException {
        Optional<Integer> number = read.key(key);
        return number.isEmpty()
                ? Sql.of("false")
                : QueryLookup.anyTerm(
                        read,
                        Sql.of("t.key = ? AND " + counting() + " AND ", number.get())
                                .add(condition));
    }
}
