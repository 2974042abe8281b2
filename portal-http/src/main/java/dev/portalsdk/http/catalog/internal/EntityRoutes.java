package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.inspect.Ancestry;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.FieldSelection;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.internal.QueryInput;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Questions about entities. */
final class EntityRoutes {
    private final Catalog catalog;
    private final Guard guard;

    EntityRoutes(Catalog catalog, Guard guard) {
        this.catalog = catalog;
        this.guard = guard;
    }

    void addTo(ApiRoutes routes) {
        routes.get("/entities", this::entities)
                .get("/entities/by-query", this::query)
                .ask("/entities/by-query", this::queryByBody)
                .ask("/entities/by-refs", this::byRefs)
                .get("/entities/by-uid/{uid}", this::byUid)
                .get("/entities/by-name/{kind}/{namespace}/{name}", this::byName)
                .get("/entities/by-name/{kind}/{namespace}/{name}/ancestry", this::ancestry)
                .get("/entity-facets", this::facets)
                .ask("/entity-facets", this::facetsByBody);
    }

    private EntityView view(Request request) {
        return EntityView.of(catalog.queries(), guard.decide(Permission.ENTITY_READ, request));
    }

    private Response entities(Request request) throws IOException {
        QueryInput input = QueryInput.of(request, "filter", "fields", "order", "limit", "offset", "after");
        EntityQuery query = EntityQueryInput.entities(input);
        FieldSelection fields = EntityQueryInput.fields(input.list("fields"));
        EntityPage page = view(request).find(query);
        Response response = EntityJson.array(page.items(), fields);
        int end = query.offset() + page.items().size();
        return query.limit().isPresent() && page.next().isPresent()
                ? response.header("Link", nextLink(request, new EntityQueryInput.PageStart(query.limit(), end)))
                : response;
    }

    // As Backstage createRouter: the path from the router on.
    private static String nextLink(Request request, EntityQueryInput.PageStart next) {
        StringJoiner query = new StringJoiner("&", "</entities?", ">; rel=\"next\"");
        for (String name : List.of("filter", "fields", "order", "limit")) {
            request.query().all(name).forEach(value -> query.add(name + "=" + encoded(value)));
        }
        return query.add("after=" + encoded(next.encoded())).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Response query(Request request) throws IOException {
        QueryInput input = QueryInput.of(
                request,
                "filter",
                "fields",
                "orderField",
                "limit",
                "offset",
                "cursor",
                "fullTextFilterTerm",
                "fullTextFilterFields",
                "totalItems");
        boolean total =
                !input.oneOf("totalItems", "include", "exclude").orElse("").equals("exclude");
        return page(request, EntityQueryInput.byQuery(input), input.list("fields"), total);
    }

    private Response queryByBody(Request request) throws IOException {
        BodyInput body = BodyInput.of(request);
        boolean total =
                !body.oneOf("totalItems", "include", "exclude").orElse("").equals("exclude");
        return page(request, EntityQueryInput.byQuery(body), body.optionalTexts("fields"), total);
    }

    private Response page(Request request, EntityQuery query, List<String> fields, boolean total) throws IOException {
        FieldSelection chosen = EntityQueryInput.fields(fields);
        EntityPage page = view(request).find(query);
        return EntityJson.page(page, chosen, total ? page.totalItems() : 0);
    }

    private Response byRefs(Request request) throws IOException {
        QueryInput input = QueryInput.of(request, "filter");
        BodyInput body = BodyInput.of(request);
        List<String> texts = body.texts("entityRefs");
        FieldSelection fields = EntityQueryInput.fields(body.optionalTexts("fields"));
        EntityFilter filter = EntityQueryInput.filter(input).and(EntityQueryInput.filter(body));
        List<Integer> places = new ArrayList<>();
        List<EntityRef> refs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<EntityRef> ref = canonical(texts.get(i));
            if (ref.isPresent()) {
                places.add(i);
                refs.add(ref.get());
            }
        }
        List<Optional<StitchedEntity>> found = view(request).byRefs(refs, filter);
        List<Optional<StitchedEntity>> items = new ArrayList<>(Collections.nCopies(texts.size(), Optional.empty()));
        for (int i = 0; i < places.size(); i++) {
            items.set(places.get(i), found.get(i));
        }
        return EntityJson.items(items, fields);
    }

    /** As Backstage, which compares texts: only the canonical form of a ref leads to an entity. */
    private static Optional<EntityRef> canonical(String text) {
        try {
            return Optional.of(EntityRef.parse(text))
                    .filter(ref -> ref.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Response byUid(Request request) throws IOException {
        String uid = request.pathParameter("uid");
        return EntityJson.one(
                view(request).byUid(uid).orElseThrow(() -> HttpException.notFound("No entity with uid " + uid)));
    }

    private Response byName(Request request) throws IOException {
        return EntityJson.one(Refs.ofPath(request).flatMap(view(request)::byRef).orElseThrow(() -> noEntity(request)));
    }

    private static HttpException noEntity(Request request) {
        return HttpException.notFound("No entity named '" + request.pathParameter("name") + "' found, with kind '"
                + request.pathParameter("kind") + "' in namespace '" + request.pathParameter("namespace") + "'");
    }

    private Response ancestry(Request request) {
        EntityView view = view(request);
        Ancestry ancestry = Refs.ofPath(request)
                .filter(ref -> view.byRef(ref).isPresent())
                .flatMap(catalog::ancestry)
                .orElseThrow(() -> HttpException.notFound("No such entity "
                        + Refs.ofPath(request).map(EntityRef::toString).orElse("there")));
        List<Value> items = new ArrayList<>();
        for (Ancestry.Item item : ancestry.items()) {
            view.byRef(item.entity().ref())
                    .ifPresent(entity -> items.add(Value.Obj.of(
                            "entity",
                            entity.toValue(),
                            "parentEntityRefs",
                            Value.Arr.ofStrings(view.refs(item.parents()).stream()
                                    .map(EntityRef::toString)
                                    .toList()))));
        }
        return Response.ok()
                .json(Value.Obj.of("rootEntityRef", ancestry.root().toString(), "items", Value.Arr.of(items)));
    }

    private Response facets(Request request) {
        QueryInput input = QueryInput.of(request, "facet", "filter");
        List<String> facets = input.all("facet");
        if (facets.isEmpty()) {
            throw HttpException.input("request/query must have required property 'facet'");
        }
        if (facets.contains("")) {
            throw HttpException.input("Empty value found for query parameter 'facet'");
        }
        return facets(request, facets, EntityQueryInput.filter(input));
    }

    private Response facetsByBody(Request request) throws IOException {
        BodyInput body = BodyInput.of(request);
        List<String> facets = body.texts("facets");
        if (facets.isEmpty()) {
            throw HttpException.input("Missing or empty facets parameter");
        }
        return facets(request, facets, EntityQueryInput.filter(body));
    }

    private Response facets(Request request, List<String> keys, EntityFilter filter) {
        EntityQuery query = EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter);
        Value.Obj.Builder facets = Value.Obj.builder();
        view(request).facets(query, keys).forEach((key, values) -> facets.put(key, counts(values)));
        return Response.ok().json(Value.Obj.of("facets", facets.build()));
    }

    private static Value counts(List<FacetValue> values) {
        return Value.Arr.of(values.stream()
                .map(value -> Value.Obj.of("value", value.value(), "count", value.count()))
                .toList());
    }
}
