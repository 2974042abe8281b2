package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.web.Query;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The list of entities: filters with counts, full text, order and pages, all of it in the address. Safe for many threads. */
public final class CatalogPage {
    private static final int ROWS = 25;
    private static final List<String> PARAMETERS = Stream.concat(
                    Arrays.stream(CatalogFilter.Facet.values()).map(CatalogFilter.Facet::parameter),
                    Stream.of(CatalogFilter.Personal.PARAMETER, "q", "order", "desc"))
            .toList();
    private static final Map<String, String> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("name", "metadata.name");
        ORDERS.put("type", "spec.type");
        ORDERS.put("lifecycle", "spec.lifecycle");
    }

    private final Catalog catalog;
    private final Stars stars;
    private final Shell shell;

    public CatalogPage(Catalog catalog, Stars stars, Shell shell) {
        this.catalog = catalog;
        this.stars = stars;
        this.shell = shell;
    }

    /** Answers {@code /catalog}. */
    public Response show(Visit visit) {
        CatalogFilter filter = CatalogFilter.of(visit);
        Set<EntityRef> starred = stars.of(visit.request());
        CatalogFilter.Reader reader = new CatalogFilter.Reader(Entities.owning(catalog, visit), starred);
        EntityPage page = find(visit, filter.query(reader));
        Query address = Query.of(visit.request().query(), PARAMETERS);
        CatalogFacets facets = new CatalogFacets(catalog, filter, reader, address);
        String heading = heading(filter);
        Model model = Model.of("facets", facets.models())
                .put("personal", facets.personal())
                .put("heading", heading)
                .put("q", filter.text())
                .put("total", page.totalItems())
                .put("one", page.totalItems() == 1)
                .put("rows", rows(page.items(), starred))
                .put("columns", columns(visit, address))
                .put("here", "/catalog" + address)
                .put("next", page.next().map(query -> cursor(address, query)))
                .put("previous", page.previous().map(query -> cursor(address, query)))
                .put("hidden", hidden(filter))
                .put("noStars", filter.personal().equals(Optional.of(CatalogFilter.Personal.STARRED)))
                .put("clear", filter.isNarrowed() ? Optional.of("/catalog") : Optional.empty());
        Shell.Section section = filter.kind().equals("api") ? Shell.Section.APIS : Shell.Section.CATALOG;
        return shell.page(visit, section, heading, "catalog", model);
    }

    private static String heading(CatalogFilter filter) {
        String what = filter.kind().equals(CatalogFilter.ALL) ? "All kinds" : plural(filter.kind());
        return filter.personal().map(list -> list.label() + ": " + what).orElse(what);
    }

    private static String plural(String kind) {
        String name = kind.equals("api") ? "API" : Entities.words(kind);
        return name.endsWith("s")
                ? name
                : name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
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

    /** What the search form sends along. */
    private static List<Model> hidden(CatalogFilter filter) {
        Map<String, String> sent = new LinkedHashMap<>();
        filter.chosen().forEach((facet, value) -> sent.put(facet.parameter(), value));
        filter.personal().ifPresent(list -> sent.put(CatalogFilter.Personal.PARAMETER, list.value()));
        return Model.each(
                sent.entrySet(), field -> Model.of("name", field.getKey()).put("value", field.getValue()));
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

    private List<Model> rows(List<StitchedEntity> entities, Set<EntityRef> starred) {
        List<EntityRef> related = entities.stream()
                .flatMap(
                        entity -> Stream.concat(Entities.targets(entity, "ownedBy").stream(), systems(entity).stream()))
                .toList();
        Map<EntityRef, Optional<StitchedEntity>> known = Entities.byRefs(catalog, related);
        return Model.each(entities, entity -> row(entity, known).put("starred", starred.contains(entity.ref())));
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
