package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.page.CatalogFilter.Facet;
import dev.portalsdk.samples.portal.page.CatalogFilter.Personal;
import dev.portalsdk.samples.portal.page.CatalogFilter.Reader;
import dev.portalsdk.samples.portal.web.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a list can be narrowed by, each choice with how many it would show. For one request.
 *
 * @param address of the list as it is now, without its page
 */
record CatalogFacets(Catalog catalog, CatalogFilter filter, Reader reader, Query address) {
    private static final int MOST_CHOICES = 200;
    private static final int SHOWN_CHOICES = 7;

    /** Facets that have something to choose. */
    List<Model> models() {
        return Arrays.stream(Facet.values())
                .flatMap(facet -> model(facet).stream())
                .toList();
    }

    /** The reader's own lists, with how many are in each. */
    List<Model> personal() {
        EntityQueries queries = catalog.queries();
        return Model.each(List.of(Personal.values()), list -> Model.of("label", list.label())
                .put("icon", list.icon())
                .put(
                        "count",
                        queries.find(filter.only(list).query(reader).limit(1)).totalItems())
                .put("selected", filter.personal().filter(list::equals).isPresent())
                .put("path", "/catalog?" + Personal.PARAMETER + "=" + list.value()));
    }

    /** Every other filter applies to the counts of a facet, so that each says what choosing it would show. */
    private Optional<Model> model(Facet facet) {
        Optional<String> current = filter.value(facet);
        List<FacetValue> values = values(facet);
        if (values.isEmpty() && current.isEmpty()) {
            return Optional.empty();
        }
        Function<String, String> label = facet == Facet.OWNER ? titles(values) : Function.identity();
        List<Model> choices = values.stream()
                .map(value -> choice(facet, value, label.apply(value.value()), current))
                .toList();
        int shown = choices.size() <= SHOWN_CHOICES + 2 ? choices.size() : SHOWN_CHOICES;
        return Optional.of(Model.of("heading", facet.heading())
                .put("choices", choices.subList(0, shown))
                .put("more", choices.subList(shown, choices.size()))
                .put("moreCount", choices.size() - shown)
                .put("any", any(facet))
                .put("anySelected", current.isEmpty() || current.get().equals(CatalogFilter.ALL)));
    }

    private List<FacetValue> values(Facet facet) {
        return catalog
                .queries()
                .facets(filter.without(facet).query(reader), List.of(facet.field()))
                .getOrDefault(facet.field(), List.of())
                .stream()
                .sorted(Comparator.comparingInt(FacetValue::count).reversed().thenComparing(FacetValue::value))
                .limit(MOST_CHOICES)
                .toList();
    }

    /** Owners by the names that people know them by. */
    private Function<String, String> titles(List<FacetValue> values) {
        List<EntityRef> refs = values.stream()
                .flatMap(value -> Entities.parsed(value.value()).stream())
                .toList();
        Map<String, String> titles = Entities.byRefs(catalog, refs).entrySet().stream()
                .collect(Collectors.toMap(found -> found.getKey().toString(), found -> found.getValue()
                        .map(Entities::title)
                        .orElse(found.getKey().name())));
        return ref -> titles.getOrDefault(ref, ref);
    }

    private String any(Facet facet) {
        return "/catalog"
                + (facet == Facet.KIND ? address.with("kind", CatalogFilter.ALL) : address.with(facet.parameter(), ""));
    }

    /** Another kind has values of its own: nothing else of the choice goes with it. */
    private Query ofKind(String kind) {
        Query changed = address;
        for (Facet facet : Facet.values()) {
            changed = changed.with(facet.parameter(), facet == Facet.KIND ? kind : "");
        }
        return changed;
    }

    private Model choice(Facet facet, FacetValue value, String label, Optional<String> current) {
        boolean selected = current.filter(value.value()::equalsIgnoreCase).isPresent();
        Query changed = facet == Facet.KIND
                ? ofKind(value.value().toLowerCase(Locale.ROOT))
                : address.with(facet.parameter(), selected ? "" : value.value());
        return Model.of("label", label)
                .put("count", value.count())
                .put("path", "/catalog" + changed)
                .put("selected", selected);
    }
}
