package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What every question means, by looking at every entity each time: slow, and short enough to be read. Of one version. */
final class NaiveQueries implements EntityQueries {
    private final Map<EntityRef, Row> rows = new TreeMap<>();

    /** An entity with all that can be searched of it: keys in lower case, values as written, empty if there is none. */
    private record Row(StitchedEntity entity, Set<End> ends, Map<String, Set<Optional<String>>> terms) {
        List<String> values(String key, QueryProfile profile) {
            String folded = key.toLowerCase(Locale.ROOT);
            return isTooLong(folded, profile)
                    ? List.of()
                    : terms.getOrDefault(folded, Set.of()).stream()
                            .flatMap(Optional::stream)
                            .filter(value -> !isTooLong(value, profile))
                            .toList();
        }
    }

    private record End(RelationType type, EntityRef target) {}

    NaiveQueries(Collection<StitchedEntity> entities) {
        Map<EntityRef, Set<End>> ends = new TreeMap<>();
        for (StitchedEntity entity : entities) {
            for (Relation relation : entity.relations()) {
                ends.computeIfAbsent(relation.source(), any -> new LinkedHashSet<>())
                        .add(new End(relation.type(), relation.target()));
                ends.computeIfAbsent(relation.target(), any -> new LinkedHashSet<>())
                        .add(new End(relation.type().inverse(), relation.source()));
            }
        }
        for (StitchedEntity entity : entities) {
            Set<End> own = ends.getOrDefault(entity.ref(), Set.of());
            rows.put(entity.ref(), new Row(entity, own, terms(entity, own)));
        }
        ends.forEach((ref, own) -> dangling.put(ref, own));
    }

    /** What refs have, be they entities or not. */
    private final Map<EntityRef, Set<End>> dangling = new TreeMap<>();

    private static Map<String, Set<Optional<String>>> terms(StitchedEntity entity, Set<End> ends) {
        Map<String, Set<Optional<String>>> terms = new TreeMap<>();
        visit("", entity.document(), terms);
        add("metadata.uid", Optional.of(entity.uid()), terms);
        terms.putIfAbsent("metadata.namespace", Set.of(Optional.of("default")));
        ends.forEach(end ->
                add("relations." + end.type().name(), Optional.of(end.target().toString()), terms));
        return terms;
    }

    private static void visit(String path, Value value, Map<String, Set<Optional<String>>> terms) {
        if (Set.of("attachments", "relations", "status", "metadata.etag", "metadata.uid")
                .contains(path)) {
            return;
        }
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> visit(path.isEmpty() ? key : path + "." + key, child, terms));
        } else if (value instanceof Value.Arr array) {
            for (Value item : array.values()) {
                visit(path, item, terms);
                item.asString().ifPresent(text -> add(path + "." + text, Optional.of("true"), terms));
            }
        } else if (value instanceof Value.Null) {
            add(path, Optional.empty(), terms);
        } else {
            add(path, Optional.of(value.asString().orElseGet(value::toString)), terms);
        }
    }

    private static void add(String path, Optional<String> value, Map<String, Set<Optional<String>>> terms) {
        terms.computeIfAbsent(path.toLowerCase(Locale.ROOT), any -> new LinkedHashSet<>())
                .add(value);
    }

    private static boolean isTooLong(String text, QueryProfile profile) {
        return profile == QueryProfile.BACKSTAGE && text.length() > 200;
    }

    private static boolean passes(Row row, EntityFilter filter, QueryProfile profile) {
        if (filter instanceof EntityFilter.HasKey wanted) {
            return !isTooLong(wanted.key(), profile) && row.terms().containsKey(wanted.key());
        }
        if (filter instanceof EntityFilter.HasValue wanted) {
            return row.values(wanted.key(), profile).stream()
                    .anyMatch(value -> wanted.values().contains(value.toLowerCase(Locale.ROOT)));
        }
        if (filter instanceof EntityFilter.HasPrefix wanted) {
            return row.values(wanted.key(), profile).stream()
                    .anyMatch(value -> value.toLowerCase(Locale.ROOT).startsWith(wanted.prefix()));
        }
        if (filter instanceof EntityFilter.RelatedTo wanted) {
            return row.ends().stream()
                    .anyMatch(end -> wanted.targets().contains(end.target().toString()));
        }
        if (filter instanceof EntityFilter.AllOf all) {
            return all.filters().stream().allMatch(each -> passes(row, each, profile));
        }
        if (filter instanceof EntityFilter.AnyOf any) {
            return any.filters().stream().anyMatch(each -> passes(row, each, profile));
        }
        return !passes(row, ((EntityFilter.Not) filter).filter(), profile);
    }

    private static boolean holds(Row row, EntityQuery query) {
        String term = query.fullText()
                .map(text -> text.term().strip().toLowerCase(Locale.ROOT))
                .orElse("");
        if (term.isEmpty()) {
            return true;
        }
        boolean standard = query.profile() == QueryProfile.STANDARD;
        Predicate<String> test = standard
                ? text -> text.contains(term)
                : Pattern.compile(
                                ".*"
                                        + Pattern.quote(term)
                                                .replace("%", "\\E.*\\Q")
                                                .replace("_", "\\E.\\Q") + ".*",
                                Pattern.DOTALL)
                        .asMatchPredicate();
        List<String> fields = query.fullText().orElseThrow().fields();
        if (fields.isEmpty() && standard) {
            return texts(row.entity().document(), "").stream()
                    .anyMatch(text -> text.length() <= 2000 && test.test(text.toLowerCase(Locale.ROOT)));
        }
        String byDefault =
                query.order().isEmpty() ? "metadata.uid" : query.order().get(0).field();
        return (fields.isEmpty() ? List.of(byDefault) : fields)
                .stream()
                        .flatMap(field -> row.values(field, query.profile()).stream())
                        .anyMatch(text -> test.test(text.toLowerCase(Locale.ROOT)));
    }

    private static List<String> texts(Value value, String path) {
        Map<String, Set<Optional<String>>> terms = new TreeMap<>();
        visit(path, value, terms);
        List<String> texts = new ArrayList<>();
        leaves(value, "", texts);
        return texts;
    }

    private static void leaves(Value value, String path, List<String> texts) {
        if (Set.of("attachments", "relations", "status", "metadata.etag", "metadata.uid")
                .contains(path)) {
            return;
        }
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> leaves(child, path.isEmpty() ? key : path + "." + key, texts));
        } else if (value instanceof Value.Arr array) {
            array.values().forEach(item -> leaves(item, path, texts));
        } else if (!(value instanceof Value.Null)) {
            texts.add(value.asString().orElseGet(value::toString));
        }
    }

    private List<Row> matching(EntityQuery query) {
        return rows.values().stream()
                .filter(row -> passes(row, query.filter(), query.profile()) && holds(row, query))
                .toList();
    }

    /** A row at its place in an order. */
    private record Placed(List<Optional<String>> values, Row row) {}

    private static Comparator<EntityQuery.Position> order(List<EntityQuery.Order> fields) {
        Comparator<EntityQuery.Position> order = Comparator.comparing(EntityQuery.Position::ref);
        for (int i = fields.size() - 1; i >= 0; i--) {
            int field = i;
            Comparator<String> byValue =
                    fields.get(i).descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
            order = Comparator.<EntityQuery.Position, String>comparing(
                            place -> place.values().get(field).orElse(null), Comparator.nullsLast(byValue))
                    .thenComparing(order);
        }
        return order;
    }

    @Override
    public EntityPage find(EntityQuery query) {
        boolean backstage = query.profile() == QueryProfile.BACKSTAGE;
        List<EntityQuery.Order> fields =
                backstage ? query.order().stream().limit(1).toList() : query.order();
        List<Placed> placed = new ArrayList<>();
        matching(query).forEach(row -> place(row, fields, backstage, placed));
        Comparator<EntityQuery.Position> order = order(fields);
        placed.sort(Comparator.comparing(NaiveQueries::position, order));
        int total = (int) placed.stream().map(Placed::row).distinct().count();
        List<Placed> from = new ArrayList<>(placed.stream()
                .filter(each -> query.position()
                        .map(at -> at.backwards()
                                ? order.compare(position(each), at) < 0
                                : order.compare(position(each), at) > 0)
                        .orElse(true))
                .toList());
        boolean back = query.position().filter(EntityQuery.Position::backwards).isPresent();
        int limit = query.limit().orElse(Integer.MAX_VALUE);
        if (back) {
            java.util.Collections.reverse(from);
        }
        List<Placed> page =
                new ArrayList<>(from.stream().skip(query.offset()).limit(limit).toList());
        if (back) {
            java.util.Collections.reverse(page);
        }
        return new EntityPage(
                page.stream().map(each -> joined(each.row())).toList(), total, Optional.empty(), Optional.empty());
    }

    private static EntityQuery.Position position(Placed placed) {
        return new EntityQuery.Position(placed.values(), placed.row().entity().ref(), false);
    }

    private static void place(Row row, List<EntityQuery.Order> fields, boolean backstage, List<Placed> placed) {
        if (backstage && !fields.isEmpty()) {
            row.values(fields.get(0).field(), QueryProfile.BACKSTAGE)
                    .forEach(
                            value -> placed.add(new Placed(List.of(Optional.of(value.toLowerCase(Locale.ROOT))), row)));
            return;
        }
        placed.add(new Placed(
                fields.stream()
                        .map(field -> row.values(field.field(), QueryProfile.STANDARD).stream()
                                .map(value -> value.toLowerCase(Locale.ROOT))
                                .min(Comparator.naturalOrder()))
                        .toList(),
                row));
    }

    private static StitchedEntity joined(Row row) {
        List<Relation> relations = row.ends().stream()
                .map(end -> new Relation(row.entity().ref(), end.type(), end.target()))
                .sorted()
                .toList();
        return relations.isEmpty() ? row.entity() : row.entity().withRelations(relations, 0);
    }

    @Override
    public int count(EntityQuery query) {
        return matching(query).size();
    }

    @Override
    public Map<String, List<FacetValue>> facets(EntityQuery query, Collection<String> keys) {
        Map<String, List<FacetValue>> facets = new LinkedHashMap<>();
        List<Row> matching = matching(query);
        for (String key : keys) {
            Map<String, Integer> counts = new TreeMap<>();
            matching.forEach(row -> new TreeSet<>(row.values(key, query.profile()))
                    .forEach(value -> counts.merge(value, 1, Integer::sum)));
            facets.put(
                    key,
                    counts.entrySet().stream()
                            .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                            .toList());
        }
        return facets;
    }

    @Override
    public Optional<StitchedEntity> byRef(EntityRef ref) {
        return Optional.ofNullable(rows.get(ref)).map(NaiveQueries::joined);
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs) {
        return refs.stream().map(this::byRef).toList();
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs, EntityFilter filter) {
        return refs.stream()
                .map(ref -> Optional.ofNullable(rows.get(ref))
                        .filter(row -> passes(row, filter, QueryProfile.STANDARD))
                        .map(NaiveQueries::joined))
                .toList();
    }

    @Override
    public RelationWalk.Result walk(RelationWalk walk) {
        List<RelationWalk.Step> steps = new ArrayList<>();
        Set<EntityRef> seen = new LinkedHashSet<>(Set.of(walk.start()));
        List<EntityRef> level = List.of(walk.start());
        boolean complete = true;
        for (int depth = 1; depth <= walk.maxDepth() && !level.isEmpty(); depth++) {
            List<EntityRef> next = new ArrayList<>();
            for (EntityRef ref : level) {
                List<Relation> relations = dangling.getOrDefault(ref, Set.of()).stream()
                        .filter(end -> walk.types().isEmpty()
                                || walk.types().contains(end.type().name().toLowerCase(Locale.ROOT)))
                        .map(end -> new Relation(ref, end.type(), end.target()))
                        .sorted()
                        .toList();
                for (Relation relation : relations) {
                    if (seen.add(relation.target())) {
                        if (steps.size() == walk.limit()) {
                            complete = false;
                        } else if (complete) {
                            steps.add(new RelationWalk.Step(
                                    relation.target(), byRef(relation.target()), depth, relation));
                            next.add(relation.target());
                        }
                    }
                }
            }
            level = next;
        }
        return new RelationWalk.Result(steps, complete);
    }
}
