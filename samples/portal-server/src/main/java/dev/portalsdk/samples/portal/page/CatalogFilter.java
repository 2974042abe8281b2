package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a list of entities is narrowed to, as its address says.
 *
 * @param chosen values, by what they are values of; a kind is always among them, or {@link #ALL}
 * @param personal whose entities; empty for everybody's
 * @param text that they hold
 */
record CatalogFilter(Map<Facet, String> chosen, Optional<Personal> personal, Optional<String> text) {
    /** In place of a kind: every kind. */
    static final String ALL = "all";

    private static final String DEFAULT_KIND = "component";

    /** What can be filtered by: parameter, field, heading. */
    enum Facet {
        KIND("kind", "kind", "Kind"),
        TYPE("type", "spec.type", "Type"),
        LIFECYCLE("lifecycle", "spec.lifecycle", "Lifecycle"),
        OWNER("owner", "relations.ownedBy", "Owner"),
        TAG("tag", "metadata.tags", "Tag");

        private final String parameter;
        private final String field;
        private final String heading;

        Facet(String parameter, String field, String heading) {
            this.parameter = parameter;
            this.field = field;
            this.heading = heading;
        }

        String parameter() {
            return parameter;
        }

        String field() {
            return field;
        }

        String heading() {
            return heading;
        }
    }

    /** Lists of a reader's own. */
    enum Personal {
        OWNED("owned", "Owned by me", "user"),
        STARRED("starred", "Starred", "star");

        /** The parameter that names one of them. */
        static final String PARAMETER = "list";

        private final String value;
        private final String label;
        private final String icon;

        Personal(String value, String label, String icon) {
            this.value = value;
            this.label = label;
            this.icon = icon;
        }

        String value() {
            return value;
        }

        String label() {
            return label;
        }

        String icon() {
            return icon;
        }
    }

    /**
     * Who reads.
     *
     * @param owners the reader and the reader's groups
     * @param starred what the reader has marked
     */
    record Reader(Collection<EntityRef> owners, Collection<EntityRef> starred) {
        private EntityFilter filter(Personal list) {
            return switch (list) {
                case OWNED ->
                    EntityFilter.where(
                            Facet.OWNER.field,
                            owners.stream().map(EntityRef::toString).toArray(String[]::new));
                case STARRED ->
                    EntityFilter.anyOf(starred.stream().map(Reader::only).toArray(EntityFilter[]::new));
            };
        }

        private static EntityFilter only(EntityRef ref) {
            return EntityFilter.allOf(
                    EntityFilter.where("kind", ref.kind()),
                    EntityFilter.where("metadata.namespace", ref.namespace()),
                    EntityFilter.where("metadata.name", ref.name()));
        }
    }

    static CatalogFilter of(Visit visit) {
        Map<Facet, String> chosen = new LinkedHashMap<>();
        for (Facet facet : Facet.values()) {
            visit.query(facet.parameter).ifPresent(value -> chosen.put(facet, value));
        }
        Optional<Personal> personal = visit.query(Personal.PARAMETER)
                .flatMap(name -> List.of(Personal.values()).stream()
                        .filter(list -> list.value.equals(name))
                        .findFirst());
        boolean anywhere = visit.query("q").isPresent() || personal.isPresent();
        chosen.putIfAbsent(Facet.KIND, anywhere ? ALL : DEFAULT_KIND);
        return new CatalogFilter(chosen, personal, visit.query("q"));
    }

    /** Whether more is chosen than a kind. */
    boolean isNarrowed() {
        return chosen.size() > 1 || text.isPresent() || personal.isPresent();
    }

    String kind() {
        return chosen.getOrDefault(Facet.KIND, ALL);
    }

    Optional<String> value(Facet facet) {
        return Optional.ofNullable(chosen.get(facet));
    }

    /** Without one facet: what the others leave of it. Another kind has values of its own, so that nothing else of the choice goes with it. */
    CatalogFilter without(Facet facet) {
        Map<Facet, String> others = new LinkedHashMap<>(chosen);
        others.remove(facet);
        if (facet == Facet.KIND) {
            others.clear();
        }
        return new CatalogFilter(others, personal, text);
    }

    /** Every kind, of one list of the reader's. */
    CatalogFilter only(Personal list) {
        return new CatalogFilter(Map.of(), Optional.of(list), Optional.empty());
    }

    EntityQuery query(Reader reader) {
        EntityQuery query = EntityQuery.all();
        for (Map.Entry<Facet, String> choice : chosen.entrySet()) {
            if (choice.getKey() != Facet.KIND || !choice.getValue().equals(ALL)) {
                query = query.filter(EntityFilter.where(choice.getKey().field, choice.getValue()));
            }
        }
        if (personal.isPresent()) {
            query = query.filter(reader.filter(personal.get()));
        }
        return text.isPresent() ? query.fullText(text.get()) : query;
    }
}
