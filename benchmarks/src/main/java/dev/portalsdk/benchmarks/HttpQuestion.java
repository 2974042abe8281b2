package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One of the questions that Backstage was measured with.
 *
 * @param path what is asked over HTTP the nth time
 * @param answer what the catalog in this process answers to that, without cursors
 */
record HttpQuestion(String name, IntFunction<String> path, IntFunction<Value> answer) {
    private static final String API = "/api/catalog";
    private static final String BY_QUERY = API + "/entities/by-query?limit=20";

    static List<HttpQuestion> of(Catalog catalog) {
        List<EntityRef> refs = refs(catalog, "kind=component");
        List<EntityRef> owners = refs(catalog, "kind=group");
        return List.of(
                new HttpQuestion(
                        "by name",
                        i -> {
                            EntityRef ref = refs.get(i % refs.size());
                            return API + "/entities/by-name/" + ref.kind() + "/" + ref.namespace() + "/" + ref.name();
                        },
                        i -> catalog.queries()
                                .byRef(refs.get(i % refs.size()))
                                .orElseThrow()
                                .toValue()),
                page(
                        catalog,
                        "filter by owner relation, 20 a page",
                        i -> "&filter=relations.ownedBy=" + owners.get(i % owners.size()),
                        i -> query().filter("relations.ownedBy=" + owners.get(i % owners.size()))),
                page(
                        catalog,
                        "sorted page of 20 components",
                        i -> "&filter=kind=component&orderField=metadata.name,asc",
                        i -> query().filter("kind=component").orderBy("metadata.name")),
                page(
                        catalog,
                        "full text",
                        i -> "&fullTextFilterFields=metadata.name&fullTextFilterTerm=component-" + i % 1000,
                        i -> query().fullText("component-" + i % 1000, "metadata.name")),
                facets(catalog, "facets of kind", "kind", ""),
                facets(catalog, "facets of type of components", "spec.type", "kind=component"));
    }

    private static List<EntityRef> refs(Catalog catalog, String filter) {
        return catalog.queries().all(filter).stream().map(StitchedEntity::ref).toList();
    }

    private static EntityQuery query() {
        return EntityQuery.all().profile(QueryProfile.BACKSTAGE).limit(20);
    }

    private static HttpQuestion page(
            Catalog catalog, String name, IntFunction<String> parameters, IntFunction<EntityQuery> query) {
        return new HttpQuestion(name, i -> BY_QUERY + parameters.apply(i), i -> {
            EntityPage page = catalog.queries().find(query.apply(i));
            return Value.Obj.of(
                    "items",
                    Value.Arr.of(
                            page.items().stream().map(StitchedEntity::toValue).toList()),
                    "totalItems",
                    page.totalItems());
        });
    }

    private static HttpQuestion facets(Catalog catalog, String name, String facet, String filter) {
        EntityFilter among = filter.isEmpty() ? EntityFilter.everything() : EntityFilter.parse(List.of(filter));
        String path = API + "/entity-facets?facet=" + facet + (filter.isEmpty() ? "" : "&filter=" + filter);
        return new HttpQuestion(name, i -> path, i -> {
            List<FacetValue> values =
                    catalog.queries().facets(among, List.of(facet)).getOrDefault(facet, List.of());
            return Value.Obj.of(
                    "facets",
                    Value.Obj.of(
                            facet,
                            Value.Arr.of(values.stream()
                                    .map(value -> Value.Obj.of("value", value.value(), "count", value.count()))
                                    .toList())));
        });
    }

    /** @throws IOException if what is answered over HTTP is not what the catalog answers here */
    void check(KeepAliveClient client, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            String asked = path.apply(i * 31);
            Value.Obj body = (Value.Obj) Value.parseJson(new String(client.get(asked), StandardCharsets.UTF_8));
            if (!body.without("pageInfo").equals(answer.apply(i * 31))) {
                throw new IOException("Answered otherwise than in this process: " + asked);
            }
        }
    }
}
