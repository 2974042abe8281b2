package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.model.EntityRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog as somebody may see it: what is hidden from them is in no answer, no total, no facet and no relation. For one request.
 *
 * <p>An entity that one may see may well name others, in its own fields, that one may not.
 */
final class EntityView {
    private final EntityQueries queries;
    private final Optional<EntityFilter> allowed;
    private final HiddenRefs hidden;

    private EntityView(EntityQueries queries, Optional<EntityFilter> allowed) {
        this.queries = queries;
        this.allowed = allowed;
        this.hidden = new HiddenRefs(queries, allowed);
    }

    static EntityView of(EntityQueries queries, Decision decision) {
        return new EntityView(
                queries,
                decision instanceof Decision.Conditional conditional
                        ? Optional.of(ConditionFilters.of(conditional.condition()))
                        : Optional.empty());
    }

    Optional<StitchedEntity> byRef(EntityRef ref) {
        return allowed.isEmpty()
                ? queries.byRef(ref)
                : queries.byRefs(List.of(ref), allowed.get()).get(0).map(hidden::without);
    }

    Optional<StitchedEntity> byUid(String uid) {
        EntityQuery query = EntityQuery.all()
                .filter(EntityFilter.where("metadata.uid", uid))
                .limit(1);
        return find(query).items().stream().findFirst();
    }

    /** Those that are there, by ref; without the filter all. */
    List<Optional<StitchedEntity>> byRefs(List<EntityRef> refs, EntityFilter filter) {
        EntityFilter asked = hidden.without(filter);
        return queries.byRefs(refs, allowed.map(asked::and).orElse(asked)).stream()
                .map(found -> found.map(hidden::without))
                .toList();
    }

    /** The page, with next and previous queries that ask for what whoever asked had asked for. */
    EntityPage find(EntityQuery query) {
        hidden.check(query);
        EntityPage page = queries.find(limited(query));
        return new EntityPage(
                allowed.isEmpty()
                        ? page.items()
                        : page.items().stream().map(hidden::without).toList(),
                page.totalItems(),
                page.next().map(next -> withFilter(next, query.filter())),
                page.previous().map(previous -> withFilter(previous, query.filter())));
    }

    Map<String, List<FacetValue>> facets(EntityQuery query, List<String> keys) {
        Map<String, List<FacetValue>> facets = queries.facets(limited(query), keys);
        if (allowed.isEmpty()) {
            return facets;
        }
        Map<String, List<FacetValue>> shown = new LinkedHashMap<>();
        facets.forEach((key, values) -> shown.put(
                key, isRelation(key) ? hidden.without(values, value -> HiddenRefs.parsed(value.value())) : values));
        return shown;
    }

    private EntityQuery limited(EntityQuery query) {
        EntityQuery asked = withFilter(query, hidden.without(query.filter()));
        return allowed.map(asked::filter).orElse(asked);
    }

    static EntityQuery withFilter(EntityQuery query, EntityFilter filter) {
        return new EntityQuery(
                filter,
                query.fullText(),
                query.order(),
                query.position(),
                query.offset(),
                query.limit(),
                query.profile());
    }

    static boolean isRelation(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("relations.");
    }

    /** Without those that are hidden. */
    List<EntityRef> refs(List<EntityRef> refs) {
        return hidden.without(refs, Optional::of);
    }
}
