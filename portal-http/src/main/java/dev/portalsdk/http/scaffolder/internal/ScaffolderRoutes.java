package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.exchange.EntitySource;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Authored;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.scaffolder.DryRunSources;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.FormPage;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is answered below {@code /api/scaffolder}. */
public final class ScaffolderRoutes {
    private final Scaffolder scaffolder;
    private final Templates templates;

    private ScaffolderRoutes(Scaffolder scaffolder, Templates templates) {
        this.scaffolder = scaffolder;
        this.templates = templates;
    }

    /** Adds the routes. */
    public static void addTo(
            ApiRoutes routes, Scaffolder scaffolder, EntitySource entities, DryRunSources sources, Guard guard) {
        Templates templates = new Templates(entities);
        new ScaffolderRoutes(scaffolder, templates).addTo(routes);
        new TaskRoutes(scaffolder, guard).addTo(routes);
        new TaskChanges(scaffolder, templates, guard).addTo(routes);
        new DryRunRoute(scaffolder, templates, sources, guard).addTo(routes);
    }

    private void addTo(ApiRoutes routes) {
        routes.get("/v2/actions", this::actions)
                .get("/v2/templating-extensions", this::templatingExtensions)
                .get("/v2/templates/{namespace}/{kind}/{name}/parameter-schema", this::parameterSchema);
    }

    private Response actions(Request request) {
        return Response.ok()
                .json(Value.Arr.of(scaffolder.actions().descriptors().stream()
                        .map(ActionJson::of)
                        .toList()));
    }

    private Response templatingExtensions(Request request) {
        Value.Obj none = Value.Obj.empty();
        return Response.ok()
                .json(
                        scaffolder.engine() instanceof NunjucksEngine engine
                                ? engine.extensions()
                                : Value.Obj.of(
                                        "filters", none, "globals", Value.Obj.of("functions", none, "values", none)));
    }

    // As Backstage createRouter, parameter-schema.
    private Response parameterSchema(Request request) {
        EntityRef ref;
        try {
            ref = new EntityRef(
                    request.pathParameter("kind"), request.pathParameter("namespace"), request.pathParameter("name"));
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        }
        Template template = scaffolder.seenBy(request.principal().user(), templates.find(ref, request));
        Value.Obj metadata = template.entity().toValue().obj("metadata").orElse(Value.Obj.empty());
        Value.Obj.Builder form = Value.Obj.builder().put("title", template.title());
        template.entity().spec().get("presentation").ifPresent(value -> form.put("presentation", value));
        metadata.get("description").ifPresent(value -> form.put("description", value));
        metadata.get("ui:options").ifPresent(value -> form.put("ui:options", value));
        form.put(
                "steps",
                Value.Arr.of(
                        template.pages().stream().map(ScaffolderRoutes::page).toList()));
        template.entity()
                .spec()
                .get("EXPERIMENTAL_formDecorators")
                .ifPresent(value -> form.put("EXPERIMENTAL_formDecorators", value));
        return Response.ok().json(form.build());
    }

    private static Value page(FormPage page) {
        Value.Obj.Builder json = Value.Obj.builder().put("title", page.title());
        page.schema().get("description").ifPresent(value -> json.put("description", value));
        return json.put("schema", page.schema()).build();
    }

    /** Where templates are found, and users. */
    record Templates(EntitySource entities) {
        Template find(EntityRef ref, Request request) {
            Value.Obj entity = entities.find(ref, request)
                    .orElseThrow(() -> HttpException.notFound("Template " + ref + " not found"));
            return read(
                    entity,
                    entity.at("/metadata/annotations/backstage.io~1managed-by-location")
                            .flatMap(Value::asString)
                            .orElse(ref.toString()));
        }

        /** @param source where it lies, for the places in findings */
        static Template read(Value.Obj entity, String source) {
            Value.Obj document = withoutStitching(entity);
            var template = Template.of(EntityDescriptor.of(document, source));
            if (template.hasErrors()) {
                List<String> messages = new ArrayList<>();
                template.findings().forEach(finding -> messages.add(finding.messageWithHint()));
                throw HttpException.input("Input template is not a template: " + String.join("; ", messages));
            }
            return template.value().orElseThrow();
        }

        private static Value.Obj withoutStitching(Value.Obj entity) {
            Optional<Value.Obj> metadata =
                    entity.obj("metadata").map(given -> given.without("uid").without("etag"));
            Value.Obj document = Authored.of(entity);
            return metadata.map(cleaned -> document.with("metadata", cleaned)).orElse(document);
        }
    }
}
