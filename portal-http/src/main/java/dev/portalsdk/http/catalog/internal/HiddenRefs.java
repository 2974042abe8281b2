package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Refs of entities that are there and that somebody may not see. Relations lead to them, as each is told from both ends: so they are taken out of relations, and
 * nothing can be asked that would be answered by them.
 */
final class HiddenRefs {
    private final EntityQueries queries;
    private final Optional<EntityFilter> allowed;
    private final Map<EntityRef, Boolean> known = new HashMap<>();

    HiddenRefs(EntityQueries queries, Optional<EntityFilter> allowed) {
        this.queries = queries;
        this.allowed = allowed;
    }

    /** Those that name none of them: one question to the catalog, however many there are. */
    <T> List<T> without(Collection<T> all, Function<? super T, Optional<EntityRef>> named) {
        look(all.stream().flatMap(one -> named.apply(one).stream()).toList());
        return all.stream()
                .filter(one -> named.apply(one).filter(this::isHidden).isEmpty())
                .toList();
    }

    private boolean isHidden(EntityRef ref) {
        return known.getOrDefault(ref, false);
    }

    static Optional<EntityRef> parsed(String ref) {
        try {
            return Optional.of(EntityRef.parse(ref));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void look(List<EntityRef> refs) {
        if (allowed.isEmpty()) {
            return;
        }
        List<EntityRef> open =
                refs.stream().filter(ref -> !known.containsKey(ref)).distinct().toList();
        List<Optional<StitchedEntity>> found = queries.byRefs(open, EntityFilter.not(allowed.get()));
        for (int i = 0; i < open.size(); i++) {
            known.put(open.get(i), found.get(i).isPresent());
        }
    }

    /** An entity without its relations to them. */
    StitchedEntity without(StitchedEntity entity) {
        if (allowed.isEmpty()) {
            return entity;
        }
        List<Relation> shown = without(entity.relations(), relation -> Optional.of(relation.target()));
        return shown.size() == entity.relations().size() ? entity : entity.withRelations(shown, shown.hashCode());
    }

    /** A filter that finds nothing because of relations to them. */
    EntityFilter without(EntityFilter filter) {
        if (allowed.isEmpty()) {
            return filter;
        } else if (filter instanceof EntityFilter.AllOf all) {
            return EntityFilter.allOf(without(all.filters()));
        } else if (filter instanceof EntityFilter.AnyOf any) {
            return EntityFilter.anyOf(without(any.filters()));
        } else if (filter instanceof EntityFilter.Not not) {
            return EntityFilter.not(without(not.filter()));
        } else if (filter instanceof EntityFilter.HasValue has && EntityView.isRelation(has.key())) {
            return EntityFilter.where(has.key(), visible(has.values()));
        } else if (filter instanceof EntityFilter.RelatedTo related) {
            return EntityFilter.relatedTo(visible(related.targets()));
        } else if (filter instanceof EntityFilter.HasPrefix has && EntityView.isRelation(has.key())) {
            throw refused();
        } else if (filter instanceof EntityFilter.HasKey has && EntityView.isRelation(has.key())) {
            throw refused();
        }
        return filter;
    }

    private EntityFilter[] without(List<EntityFilter> filters) {
        return filters.stream().map(this::without).toArray(EntityFilter[]::new);
    }

    private String[] visible(Set<String> refs) {
        return without(refs, HiddenRefs::parsed).toArray(String[]::new);
    }

    /** Order, and parts of texts, would tell what relations hold. */
    void check(EntityQuery query) {
        boolean tells = Stream.concat(
                        query.order().stream().map(EntityQuery.Order::field),
                        query.fullText().stream().flatMap(text -> text.fields().stream()))
                .anyMatch(EntityView::isRelation);
        if (allowed.isPresent() && tells) {
            throw refused();
        }
    }

    private static HttpException refused() {
        return HttpException.notAllowed(
                "You may not see every entity: relations can be asked for by whole refs only, not by order, prefix, full text or whether there are any");
    }
}
