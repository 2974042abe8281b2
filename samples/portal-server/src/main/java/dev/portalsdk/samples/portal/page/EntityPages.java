package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Metadata;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.samples.portal.web.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The pages of one entity: overview, relations, definition, history, status and descriptor. Safe for many threads. */
public final class EntityPages {
    private static final int CHANGES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TECHDOCS_REF = "backstage.io/techdocs-ref";

    private final Catalog catalog;
    private final Integrations integrations;
    private final Findings findings;
    private final Shell shell;

    public EntityPages(Catalog catalog, Integrations integrations, Findings findings, Shell shell) {
        this.catalog = catalog;
        this.integrations = integrations;
        this.findings = findings;
        this.shell = shell;
    }

    /** Answers {@code /catalog/{namespace}/{kind}/{name}}. */
    public Response overview(Visit visit) {
        EntityRef ref = Entities.ref(visit);
        Optional<StitchedEntity> found = catalog.queries().byRef(ref);
        if (found.isEmpty()) {
            return missing(visit, ref);
        }
        StitchedEntity entity = found.get();
        Model model = head(entity, "overview")
                .put("about", about(entity))
                .put("links", links(entity))
                .put("related", related(entity))
                .put("graph", GraphModels.around(catalog, entity, 1, List.of()));
        return page(visit, entity, "overview", model);
    }

    /** Answers {@code …/relations}. */
    public Response relations(Visit visit) {
        StitchedEntity entity = find(visit);
        int depth = visit.query("depth")
                .filter(text -> text.matches("[123]"))
                .map(Integer::parseInt)
                .orElse(2);
        Model model = head(entity, "relations")
                .put(
                        "graph",
                        GraphModels.around(
                                catalog, entity, depth, visit.request().query().all("type")))
                .put(
                        "controls",
                        GraphModels.controls(
                                entity, depth, visit.request().query().all("type")))
                .put("related", related(entity));
        return page(visit, entity, "relations", model);
    }

    /** Answers {@code …/definition} of an API. */
    public Response definition(Visit visit) {
        StitchedEntity entity = find(visit);
        String text = Entities.spec(entity, "definition")
                .orElseThrow(() -> HttpException.notFound("This entity has no definition."));
        Model model = head(entity, "definition")
                .put("definition", text)
                .put("type", Entities.spec(entity, "type"))
                .put("operations", ApiOperations.of(text));
        return page(visit, entity, "definition", model);
    }

    /** Answers {@code …/history}. */
    public Response history(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = head(entity, "history")
                .put("changes", Model.each(catalog.history().of(entity.ref(), CHANGES), HistoryModels::change));
        return page(visit, entity, "history", model);
    }

    /** Answers {@code …/status}. */
    public Response status(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = head(entity, "status").put("explanation", explanation(entity.ref()));
        return page(visit, entity, "status", model);
    }

    /** Answers {@code …/source}. */
    public Response source(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = head(entity, "source").put("yaml", YamlWriter.write(entity.document()));
        return page(visit, entity, "source", model);
    }

    /** Reads the entity's source again, and waits for what follows from it. */
    public Response refresh(Visit visit) {
        EntityRef ref = Entities.ref(visit);
        catalog.refresh(ref).await(PATIENCE);
        return Response.seeOther(Links.entity(ref) + "/status?notice=refreshed");
    }

    private StitchedEntity find(Visit visit) {
        EntityRef ref = Entities.ref(visit);
        return catalog.queries().byRef(ref).orElseThrow(() -> HttpException.notFound("There is no " + ref + "."));
    }

    private Response missing(Visit visit, EntityRef ref) {
        Model model = Model.of("ref", ref)
                .put("explanation", explanation(ref))
                .put("findings", Findings.models(findings.of(ref)));
        return shell.page(visit, 404, Shell.Section.CATALOG, ref.toString(), "entity-missing", model);
    }

    private Response page(Visit visit, StitchedEntity entity, String tab, Model model) {
        Shell.Section section = entity.ref().kind().equals("api") ? Shell.Section.APIS : Shell.Section.CATALOG;
        model.put(tab + "Tab", true);
        return shell.page(visit, section, Entities.title(entity), "entity", model);
    }

    /** What stands at the top of every tab. */
    private Model head(StitchedEntity entity, String current) {
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
                .put("form", ref.kind().equals("template") ? Optional.of(Links.form(ref)) : Optional.empty())
                .put("tabs", tabs(entity, current, wrong.size()));
    }

    private static List<Model> tabs(StitchedEntity entity, String current, int wrong) {
        Map<String, String> tabs = new LinkedHashMap<>();
        tabs.put("overview", "Overview");
        if (Entities.spec(entity, "definition").isPresent()) {
            tabs.put("definition", "Definition");
        }
        tabs.put("relations", "Relations");
        if (entity.entity().metadata().annotation(TECHDOCS_REF).isPresent()) {
            tabs.put("docs", "Docs");
        }
        tabs.put("history", "History");
        tabs.put("status", "Status");
        tabs.put("source", "Descriptor");
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

    private Model about(StitchedEntity entity) {
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

    private static List<Model> links(StitchedEntity entity) {
        return Model.each(entity.entity().metadata().links(), link -> Model.of(
                        "title", link.title().orElse(link.url()))
                .put("url", Links.outside(link.url()))
                .put("icon", link.icon().orElse("link")));
    }

    /** Every relation, in groups of one type each. */
    private List<Model> related(StitchedEntity entity) {
        Map<String, List<EntityRef>> byType = new LinkedHashMap<>();
        entity.relations()
                .forEach(relation -> byType.computeIfAbsent(relation.type().name(), type -> new ArrayList<>())
                        .add(relation.target()));
        return Model.each(byType.entrySet(), group -> Model.of("heading", Entities.words(group.getKey()))
                .put("count", group.getValue().size())
                .put("entities", Entities.links(catalog, group.getValue())));
    }

    private Model explanation(EntityRef ref) {
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
