package dev.portalsdk.samples.portal.form;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.page.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What pickers offer: entities of the catalog, and hosts. Safe for many threads. */
public final class EntityChoices {
    private static final int MOST = 1000;

    private final Catalog catalog;
    private final Integrations integrations;

    public EntityChoices(Catalog catalog, Integrations integrations) {
        this.catalog = catalog;
        this.integrations = integrations;
    }

    List<Model> of(Value.Obj schema) {
        return of(schema, "");
    }

    /** The entities that {@code ui:options} of a picker asks for, as references. */
    List<Model> of(Value.Obj schema, String chosen) {
        Value.Obj options = schema.obj("ui:options").orElse(Value.Obj.empty());
        EntityFilter filter =
                options.get("catalogFilter").map(EntityChoices::filter).orElseGet(() -> kinds(schema, options));
        List<StitchedEntity> found = catalog.queries()
                .find(EntityQuery.all().filter(filter).orderBy("metadata.name").limit(MOST))
                .items();
        return Model.each(found, entity -> choice(entity, chosen));
    }

    private static Model choice(StitchedEntity entity, String chosen) {
        EntityRef ref = entity.ref();
        String title = entity.entity()
                .metadata()
                .title()
                .orElse(entity.entity().metadata().name());
        return Model.of("value", ref.toString())
                .put("label", title)
                .put("selected", ref.toString().equals(chosen) || ref.name().equals(chosen));
    }

    private static EntityFilter kinds(Value.Obj schema, Value.Obj options) {
        List<String> allowed =
                options.arr("allowedKinds").map(Value.Arr::strings).orElse(List.of());
        if (!allowed.isEmpty()) {
            return where("kind", allowed);
        }
        return switch (schema.string("ui:field").orElse("")) {
            case "OwnerPicker" -> EntityFilter.where("kind", "Group", "User");
            case "MyGroupsPicker" -> EntityFilter.where("kind", "Group");
            default -> EntityFilter.everything();
        };
    }

    private static EntityFilter where(String key, List<String> values) {
        return EntityFilter.anyOf(
                values.stream().map(value -> EntityFilter.where(key, value)).toArray(EntityFilter[]::new));
    }

    /** One set of conditions, or a list of which any is enough. */
    private static EntityFilter filter(Value written) {
        List<Value> alternatives = written.asArr().map(Value.Arr::values).orElse(List.of(written));
        return EntityFilter.anyOf(alternatives.stream()
                .flatMap(each -> each.asObj().stream())
                .map(EntityChoices::conditions)
                .toArray(EntityFilter[]::new));
    }

    private static EntityFilter conditions(Value.Obj written) {
        List<EntityFilter> all = new ArrayList<>();
        written.forEach((key, value) -> {
            Optional<List<String>> list = value.asArr().map(Value.Arr::strings).filter(texts -> !texts.isEmpty());
            if (list.isPresent()) {
                all.add(where(key, list.get()));
            } else if (value.asString().isPresent()) {
                all.add(EntityFilter.where(key, value.asString().get()));
            } else {
                all.add(EntityFilter.has(key)); // {exists: true}
            }
        });
        return EntityFilter.allOf(all.toArray(EntityFilter[]::new));
    }

    /** The allowed hosts, or those of the configuration. */
    List<String> hosts(List<String> allowed) {
        return allowed.isEmpty()
                ? integrations.all().stream()
                        .map(ScmIntegration::host)
                        .sorted()
                        .distinct()
                        .toList()
                : allowed;
    }
}
