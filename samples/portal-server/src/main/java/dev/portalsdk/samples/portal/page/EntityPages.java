package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.samples.portal.web.LocalPath;
import dev.portalsdk.samples.portal.web.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The pages of one entity: overview, relations, definition, history, status and descriptor. Safe for many threads. */
public final class EntityPages {
    private static final int CHANGES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Catalog catalog;
    private final Findings findings;
    private final EntityModels models;
    private final Stars stars;
    private final Shell shell;

    public EntityPages(Catalog catalog, Integrations integrations, Findings findings, Stars stars, Shell shell) {
        this.catalog = catalog;
        this.findings = findings;
        this.models = new EntityModels(catalog, integrations, findings);
        this.stars = stars;
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
        Model model = models.head(entity, "overview")
                .put("about", models.about(entity))
                .put("links", EntityModels.links(entity))
                .put("related", models.relatedBeside(entity))
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
        Model model = models.head(entity, "relations")
                .put(
                        "graph",
                        GraphModels.around(
                                catalog, entity, depth, visit.request().query().all("type")))
                .put(
                        "controls",
                        GraphModels.controls(
                                entity, depth, visit.request().query().all("type")))
                .put("related", models.related(entity));
        return page(visit, entity, "relations", model);
    }

    /** Answers {@code …/definition} of an API. */
    public Response definition(Visit visit) {
        StitchedEntity entity = find(visit);
        String text = Entities.spec(entity, "definition")
                .orElseThrow(() -> HttpException.notFound("This entity has no definition."));
        Model model = models.head(entity, "definition")
                .put("definition", text)
                .put("type", Entities.spec(entity, "type"))
                .put("operations", ApiOperations.of(text));
        return page(visit, entity, "definition", model);
    }

    /** Answers {@code …/history}. */
    public Response history(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = models.head(entity, "history")
                .put("changes", Model.each(catalog.history().of(entity.ref(), CHANGES), HistoryModels::change));
        return page(visit, entity, "history", model);
    }

    /** Answers {@code …/status}. */
    public Response status(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = models.head(entity, "status").put("explanation", models.explanation(entity.ref()));
        return page(visit, entity, "status", model);
    }

    /** Answers {@code …/source}. */
    public Response source(Visit visit) {
        StitchedEntity entity = find(visit);
        Model model = models.head(entity, "source").put("yaml", YamlWriter.write(entity.document()));
        return page(visit, entity, "source", model);
    }

    /** Reads the entity's source again, and waits for what follows from it. */
    public Response refresh(Visit visit) {
        EntityRef ref = Entities.ref(visit);
        catalog.refresh(ref).await(PATIENCE);
        return Response.seeOther(Links.entity(ref) + "/status?notice=refreshed");
    }

    /** Marks the entity for who reads, or takes the mark away, and leads back to where that was asked for. */
    public Response star(Visit visit) {
        EntityRef ref = find(visit).ref();
        String back = visit.field("back").filter(LocalPath::isLocal).orElseGet(() -> Links.entity(ref));
        return Response.seeOther(back).addHeader("Set-Cookie", stars.toggled(visit.request(), ref));
    }

    private StitchedEntity find(Visit visit) {
        EntityRef ref = Entities.ref(visit);
        return catalog.queries().byRef(ref).orElseThrow(() -> HttpException.notFound("There is no " + ref + "."));
    }

    private Response missing(Visit visit, EntityRef ref) {
        Model model = Model.of("ref", ref)
                .put("explanation", models.explanation(ref))
                .put("findings", Findings.models(findings.of(ref)));
        return shell.page(visit, 404, Shell.Section.CATALOG, ref.toString(), "entity-missing", model);
    }

    private Response page(Visit visit, StitchedEntity entity, String tab, Model model) {
        Shell.Section section = entity.ref().kind().equals("api") ? Shell.Section.APIS : Shell.Section.CATALOG;
        model.put(tab + "Tab", true)
                .put("here", visit.request().fullTarget())
                .put("starred", stars.of(visit.request()).contains(entity.ref()));
        String title = Entities.title(entity);
        return shell.page(
                visit,
                section,
                tab.equals("overview") ? title : title + " · " + EntityModels.TABS.get(tab),
                "entity",
                model);
    }
}
