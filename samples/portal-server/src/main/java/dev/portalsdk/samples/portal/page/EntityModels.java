package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Metadata;
import dev.portalsdk.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entity as templates show it. Safe for many threads. */
final class EntityModels {
    private static final String TECHDOCS_REF = "backstage.io/techdocs-ref";
    /** What the tabs are called, by the last part of their address. */
    static final Map<String, String> TABS = new LinkedHashMap<>();

    static {
        TABS.put("overview", "Overview");
        TABS.put("definition", "Definition");
        TABS.put("relations", "Relations");
        TABS.put("docs", "Docs");
        TABS.put("history", "History");
        TABS.put("status", "Status");
        TABS.put("source", "Descriptor");
    }

    /** Relations that the about card tells. */
    private static final Set<String> IN_ABOUT = Set.of("ownedBy", "partOf", "childOf", "memberOf");

    private final Catalog catalog;
    private final Integrations integrations;
    private final Findings findings;

    EntityModels(Catalog catalog, Integrations integrations, Findings findings) {
        this.catalog = catalog;
        this.integrations = integrations;
        this.findings = findings;
    }

    /** What stands at the top of every tab. */
    Model head(StitchedEntity entity, String current) {
        EntityRef ref = entity.ref();
        List<Diagnostic> wrong = findings.of(ref);
        long errors =
                wrong.stream().filter(each -> each.severity() == Severity.ERROR).count();
        return Entities.link(ref, Optional.of(entity))
                .put("name", entity.entity().metadata().name())
                .put("kindName", entity.entity().kind())
                .put("type", Entities.spec(entity, "type"))
                .put("lifecycle", Entities.spec(entity, "lifecycle"))
                .put("owners", Entities.links(catalog, Entities.targets(entity, "ownedBy")))
                .put("findings", Findings.models(wrong))
                .put("errorCount", errors)
                .put("findingCount", wrong.size())
                .put("orphan", entity.orphan())
                .put("docs", entity.entity().metadata().annotation(TECHDOCS_REF).map(any -> Links.docs(ref)))
                .put("form", ref.kind().equals("template") ? Optional.of(Links.form(ref)) : Optional.empty())
                .put("tabs", tabs(entity, current, wrong.size()));
    }

    private static List<Model> tabs(StitchedEntity entity, String current, int wrong) {
        Map<String, String> tabs = new LinkedHashMap<>(TABS);
        if (Entities.spec(entity, "definition").isEmpty()) {
            tabs.remove("definition");
        }
        if (entity.entity().metadata().annotation(TECHDOCS_REF).isEmpty()) {
            tabs.remove("docs");
        }
        String path = Links.entity(entity.ref());
        return Model.each(tabs.entrySet(), tab -> Model.of("label", tab.getValue())
                .put("current", tab.getKey().equals(current))
                .put("count", tab.getKey().equals("status") ? wrong : 0)
                .put(
                        "path",
                        switch (tab.getKey()) {
                            case "overview" -> path;
                            case "docs" -> Links.docs(entity.ref());
                            default -> path + "/" + tab.getKey();
                        }));
    }

    Model about(StitchedEntity entity) {
        Metadata metadata = entity.entity().metadata();
        String location = entity.location().target();
        return Model.of("description", metadata.description())
                .put("systems", Entities.links(catalog, Entities.targets(entity, "partOf")))
                .put("parents", Entities.links(catalog, Entities.targets(entity, "childOf")))
                .put("memberOf", Entities.links(catalog, Entities.targets(entity, "memberOf")))
                .put("email", entity.entity().spec().obj("profile").flatMap(profile -> profile.string("email")))
                .put("namespace", metadata.namespace())
                .put("tags", metadata.tags())
                .put("labels", pairs(metadata.labels()))
                .put("annotations", pairs(metadata.annotations()))
                .put("location", location)
                .put(
                        "view",
                        metadata.annotation("backstage.io/view-url")
                                .or(() -> Optional.of(location))
                                .flatMap(Links::outside))
                .put(
                        "edit",
                        metadata.annotation("backstage.io/edit-url")
                                .or(() -> editUrl(location))
                                .flatMap(Links::outside));
    }

    private Optional<String> editUrl(String location) {
        return integrations.byUrl(location).map(host -> host.editUrl(location));
    }

    private static List<Model> pairs(Map<String, String> map) {
        return Model.each(map.entrySet(), pair -> Model.of("key", pair.getKey()).put("value", pair.getValue()));
    }

    static List<Model> links(StitchedEntity entity) {
        return Model.each(entity.entity().metadata().links(), link -> Model.of(
                        "title", link.title().orElse(link.url()))
                .put("url", Links.outside(link.url()))
                .put("icon", link.icon().orElse("link")));
    }

    /** Every relation, in groups of one type each. */
    List<Model> related(StitchedEntity entity) {
        return related(entity, Set.of());
    }

    /** Those that the about card does not tell. */
    List<Model> relatedBeside(StitchedEntity entity) {
        return related(entity, IN_ABOUT);
    }

    private List<Model> related(StitchedEntity entity, Set<String> except) {
        Map<String, List<EntityRef>> byType = new LinkedHashMap<>();
        entity.relations().stream()
                .filter(relation -> !except.contains(relation.type().name()))
                .forEach(relation -> byType.computeIfAbsent(relation.type().name(), type -> new ArrayList<>())
                        .add(relation.target()));
        return Model.each(byType.entrySet(), group -> Model.of("heading", Entities.words(group.getKey()))
                .put("count", group.getValue().size())
                .put("entities", Entities.links(catalog, group.getValue())));
    }

    /** Why there is such an entity, or why there is none. */
    Model explanation(EntityRef ref) {
        var explained = catalog.explain(ref);
        return Model.of("sentences", Model.each(explained.standings(), each -> Model.of("text", each.sentence())))
                .put("claims", Model.each(explained.claims(), claim -> Model.of("where", claim.where())
                        .put("url", claim.place().flatMap(Findings::url))
                        .put("holds", claim.claim().holds())))
                .put("fields", Model.each(explained.fields(), field -> Model.of("pointer", field.pointer())
                        .put("by", field.by().name().toLowerCase(Locale.ROOT))
                        .put("name", field.name())
                        .put("place", field.place())
                        .put("url", field.place().flatMap(Findings::url))));
    }
}
