package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.web.Query;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of entities: filters with counts, full text, order and pages, all of it in the address. Safe for many threads. */
public final class CatalogPage {
    private static final int ROWS = 25;
    private static final int MOST_CHOICES = 200;
    private static final int SHOWN_CHOICES = 7;
    private static final String ALL = "all";
    private static final String DEFAULT_KIND = "component";

    /** What can be filtered by: parameter, field, heading. */
    private enum Facet {
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
    }

    private static final Map<String, String> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("name", "metadata.name");
        ORDERS.put("type", "spec.type");
        ORDERS.put("lifecycle", "spec.lifecycle");
    }

    private final Catalog catalog;
    private final Shell shell;

    public CatalogPage(Catalog catalog, Shell shell) {
        this.catalog = catalog;
        this.shell = shell;
    }

    /** Answers {@code /catalog}. */
    public Response show(Visit visit) {
        Map<Facet, String> chosen = chosen(visit);
        Optional<String> text = visit.query("q");
        EntityQuery filtered = query(chosen, text);
        EntityPage page = find(visit, filtered);
        Query address = Query.of(
                visit.request().query(), List.of("kind", "type", "lifecycle", "owner", "tag", "q", "order", "desc"));
        List<Model> facets = new ArrayList<>();
        for (Facet facet : Facet.values()) {
            facets.add(facet(facet, chosen, text, address));
        }
        Model model = Model.of(
                        "facets",
                        facets.stream()
                                .filter(each -> each.values().containsKey("choices"))
                                .toList())
                .put("q", text)
                .put("total", page.totalItems())
                .put("one", page.totalItems() == 1)
                .put("rows", rows(page.items()))
                .put("columns", columns(visit, address))
                .put("next", page.next().map(query -> cursor(address, query)))
                .put("previous", page.previous().map(query -> cursor(address, query)))
                .put("hidden", hidden(chosen))
                .put("clear", chosen.size() > 1 || text.isPresent() ? Optional.of("/catalog") : Optional.empty());
        String kind = chosen.getOrDefault(Facet.KIND, ALL);
        model.put("heading", kind.equals(ALL) ? "All kinds" : plural(kind));
        Shell.Section section = kind.equals("api") ? Shell.Section.APIS : Shell.Section.CATALOG;
        return shell.page(visit, section, "Catalog", "catalog", model);
    }

    private static String plural(String kind) {
        String name = kind.equals("api") ? "API" : Entities.words(kind);
        return name.endsWith("s")
                ? name
                : name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    private static Map<Facet, String> chosen(Visit visit) {
        Map<Facet, String> chosen = new LinkedHashMap<>();
        for (Facet facet : Facet.values()) {
            visit.query(facet.parameter).ifPresent(value -> chosen.put(facet, value));
        }
        chosen.putIfAbsent(Facet.KIND, visit.query("q").isPresent() ? ALL : DEFAULT_KIND);
        return chosen;
    }

    private static EntityQuery query(Map<Facet, String> chosen, Optional<String> text) {
        EntityQuery query = EntityQuery.all();
        for (Map.Entry<Facet, String> choice : chosen.entrySet()) {
            if (choice.getKey() != Facet.KIND || !choice.getValue().equals(ALL)) {
                query = query.filter(EntityFilter.where(choice.getKey().field, choice.getValue()));
            }
        }
        return text.isPresent() ? query.fullText(text.get()) : query;
    }

    private EntityPage find(Visit visit, EntityQuery filtered) {
        Optional<String> cursor = visit.query("cursor");
        if (cursor.isPresent()) {
            try {
                return catalog.queries().find(EntityQuery.ofCursor(cursor.get()).limit(ROWS));
            } catch (IllegalArgumentException e) {
                throw HttpException.input("This address is no longer valid: start at the catalog's first page.");
            }
        }
        String field = ORDERS.getOrDefault(visit.query("order").orElse("name"), "metadata.name");
        EntityQuery ordered =
                visit.query("desc").isPresent() ? filtered.orderByDescending(field) : filtered.orderBy(field);
        return catalog.queries().find(ordered.limit(ROWS));
    }

    private static String cursor(Query address, EntityQuery query) {
        return "/catalog" + address.with("cursor", query.cursor());
    }

    /** Every other filter applies to the counts of a facet, so that each says what choosing it would show. */
    private Model facet(Facet facet, Map<Facet, String> chosen, Optional<String> text, Query address) {
        Map<Facet, String> others = new LinkedHashMap<>(chosen);
        others.remove(facet);
        if (facet == Facet.KIND) {
            others.clear();
        }
        List<FacetValue> values = catalog
                .queries()
                .facets(query(others, text), List.of(facet.field))
                .getOrDefault(facet.field, List.of())
                .stream()
                .sorted(Comparator.comparingInt(FacetValue::count).reversed().thenComparing(FacetValue::value))
                .limit(MOST_CHOICES)
                .toList();
        Model model = Model.of("heading", facet.heading);
        Optional<String> current = Optional.ofNullable(chosen.get(facet));
        if (values.isEmpty() && current.isEmpty()) {
            return model;
        }
        List<Model> choices = values.stream()
                .map(value -> choice(facet, value, current, address))
                .toList();
        int shown = choices.size() <= SHOWN_CHOICES + 2 ? choices.size() : SHOWN_CHOICES;
        return model.put("choices", choices.subList(0, shown))
                .put("more", choices.subList(shown, choices.size()))
                .put("moreCount", choices.size() - shown)
                .put("any", any(facet, address))
                .put("anySelected", current.isEmpty() || current.get().equals(ALL))
                .put("open", current.isPresent());
    }

    private static String any(Facet facet, Query address) {
        return "/catalog" + (facet == Facet.KIND ? address.with("kind", ALL) : address.with(facet.parameter, ""));
    }

    private static Model choice(Facet facet, FacetValue value, Optional<String> current, Query address) {
        boolean selected = current.filter(value.value()::equalsIgnoreCase).isPresent();
        Query changed = facet == Facet.KIND
                ? address.with("kind", value.value().toLowerCase(Locale.ROOT))
                        .with("type", "")
                        .with("lifecycle", "")
                : address.with(facet.parameter, selected ? "" : value.value());
        return Model.of("label", facet == Facet.OWNER ? shortRef(value.value()) : value.value())
                .put("count", value.count())
                .put("path", "/catalog" + changed)
                .put("selected", selected);
    }

    private static String shortRef(String ref) {
        try {
            return EntityRef.parse(ref).name();
        } catch (IllegalArgumentException e) {
            return ref;
        }
    }

    /** What the search form sends along. */
    private static List<Model> hidden(Map<Facet, String> chosen) {
        return Model.each(chosen.entrySet(), choice -> Model.of("name", choice.getKey().parameter)
                .put("value", choice.getValue()));
    }

    private static Map<String, Model> columns(Visit visit, Query address) {
        String current = visit.query("order").orElse("name");
        boolean descending = visit.query("desc").isPresent();
        Map<String, Model> columns = new LinkedHashMap<>();
        ORDERS.keySet().forEach(name -> {
            boolean here = name.equals(current);
            columns.put(
                    name,
                    Model.of(
                                    "path",
                                    "/catalog"
                                            + address.with("order", name).with("desc", here && !descending ? "1" : ""))
                            .put("sort", here ? (descending ? "descending" : "ascending") : "none")
                            .put("here", here)
                            .put("down", here && descending));
        });
        return columns;
    }

    private List<Model> rows(List<StitchedEntity> entities) {
        List<EntityRef> related = entities.stream()
                .flatMap(
                        entity -> Stream.concat(Entities.targets(entity, "ownedBy").stream(), systems(entity).stream()))
                .toList();
        Map<EntityRef, Optional<StitchedEntity>> known = Entities.byRefs(catalog, related);
        return Model.each(entities, entity -> row(entity, known));
    }

    private static Model row(StitchedEntity entity, Map<EntityRef, Optional<StitchedEntity>> known) {
        return Entities.link(entity.ref(), Optional.of(entity))
                .put("name", entity.entity().metadata().name())
                .put("description", entity.entity().metadata().description())
                .put("type", Entities.spec(entity, "type"))
                .put("lifecycle", Entities.spec(entity, "lifecycle"))
                .put("owners", links(Entities.targets(entity, "ownedBy"), known))
                .put("systems", links(systems(entity), known))
                .put("tags", entity.entity().metadata().tags())
                .put("faults", entity.errors().size())
                .put("orphan", entity.orphan());
    }

    /** A component may be part of another, too. */
    private static List<EntityRef> systems(StitchedEntity entity) {
        return Entities.targets(entity, "partOf").stream()
                .filter(ref -> !ref.kind().equals("component"))
                .toList();
    }

    private static List<Model> links(List<EntityRef> refs, Map<EntityRef, Optional<StitchedEntity>> known) {
        return Model.each(refs, ref -> Entities.link(ref, known.getOrDefault(ref, Optional.empty())));
    }
}
