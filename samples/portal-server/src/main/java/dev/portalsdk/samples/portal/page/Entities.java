package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.samples.portal.web.Session;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How entities are named and linked on all pages. */
final class Entities {
    /** Kinds that have an icon of their own. */
    private static final Set<String> ICONS =
            Set.of("component", "api", "resource", "system", "domain", "group", "user", "template", "location");

    private Entities() {}

    /** The ref that a page's address names. */
    static EntityRef ref(Visit visit) {
        try {
            return new EntityRef(visit.path("kind"), visit.path("namespace"), visit.path("name"));
        } catch (IllegalArgumentException e) {
            throw HttpException.notFound("That is no name of an entity.");
        }
    }

    /** A full reference that somebody else has kept, unless it is none. */
    static Optional<EntityRef> parsed(String text) {
        try {
            return Optional.of(EntityRef.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whoever reads, and the groups that the reader is a member of. */
    static List<EntityRef> owning(Catalog catalog, Visit visit) {
        return visit.session().user().map(Session.User::ref).stream()
                .flatMap(user -> Stream.concat(
                        Stream.of(user),
                        catalog.queries().byRef(user).stream().flatMap(entity -> targets(entity, "memberOf").stream())))
                .toList();
    }

    /** What an entity is called where people read it. */
    static String title(StitchedEntity entity) {
        return entity.entity()
                .metadata()
                .title()
                .or(() -> entity.entity().spec().obj("profile").flatMap(profile -> profile.string("displayName")
                        .filter(name -> !name.isBlank())))
                .orElseGet(() -> entity.entity().metadata().name());
    }

    static String icon(EntityRef ref) {
        return ICONS.contains(ref.kind()) ? ref.kind() : "entity";
    }

    /** A link to an entity: one that is not there is shown as missing. */
    static Model link(EntityRef ref, Optional<StitchedEntity> entity) {
        return Model.of("ref", ref.toString())
                .put("path", Links.entity(ref))
                .put("kind", ref.kind())
                .put("icon", icon(ref))
                .put("title", entity.map(Entities::title).orElse(ref.name()))
                .put("missing", entity.isEmpty());
    }

    static List<Model> links(Catalog catalog, Collection<EntityRef> refs) {
        Map<EntityRef, Optional<StitchedEntity>> found = byRefs(catalog, refs);
        return refs.stream()
                .map(ref -> link(ref, found.getOrDefault(ref, Optional.empty())))
                .toList();
    }

    static Map<EntityRef, Optional<StitchedEntity>> byRefs(Catalog catalog, Collection<EntityRef> refs) {
        List<EntityRef> distinct = List.copyOf(new HashSet<>(refs));
        List<Optional<StitchedEntity>> found = catalog.queries().byRefs(distinct);
        return IntStream.range(0, distinct.size()).boxed().collect(Collectors.toMap(distinct::get, found::get));
    }

    /** Where relations of a type lead. */
    static List<EntityRef> targets(StitchedEntity entity, String type) {
        return entity.relations().stream()
                .filter(relation -> relation.type().name().equals(type))
                .map(Relation::target)
                .toList();
    }

    static Optional<String> spec(StitchedEntity entity, String field) {
        return entity.entity().spec().string(field).filter(text -> !text.isBlank());
    }

    /** {@code dependsOn} as people read it: "Depends on". */
    static String words(String camelCase) {
        String spaced = camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replace(" api", " API");
        return spaced.isEmpty() ? "" : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
