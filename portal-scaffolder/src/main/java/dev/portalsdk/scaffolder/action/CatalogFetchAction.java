package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.CatalogReader;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code catalog:fetch}: gives entities of the catalog to later steps. */
public final class CatalogFetchAction implements ScaffolderAction<CatalogFetchAction.Input, CatalogFetchAction.Output> {
    private static final int MAX_ENTITIES = 1_000;
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "catalog:fetch", Input.class, Output.class)
            .description("Reads an entity or entities of the catalog.")
            .example("Reads an entity.", """
                    {"entityRef": "component:default/web"}
                    """)
            .example("Reads entities that need not be there.", """
                    {"entityRefs": ["component:default/web", "api:default/web"], "optional": true}
                    """)
            .changesOnlyWorkspace()
            .build();

    /**
     * Input of the action.
     *
     * @param entityRef which entity
     * @param entityRefs which entities
     * @param optional whether they may be missing; false unless set
     * @param defaultKind for refs that name no kind
     * @param defaultNamespace for refs that name no namespace; {@code default} unless set
     */
    public record Input(
            Optional<String> entityRef,
            Optional<List<String>> entityRefs,
            Optional<Boolean> optional,
            Optional<String> defaultKind,
            Optional<String> defaultNamespace) {}

    /**
     * Output of the action.
     *
     * @param entity for {@code entityRef}; null if it is missing and may be
     * @param entities for {@code entityRefs}, in their order, with null for missing ones
     */
    public record Output(Optional<Value> entity, Optional<List<Value>> entities) {}

    private final CatalogReader catalog;

    /** With the catalog to read. */
    public CatalogFetchAction(CatalogReader catalog) {
        this.catalog = catalog;
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        if (input.entityRef().isEmpty() && input.entityRefs().isEmpty()) {
            if (input.optional().orElse(false)) {
                return new Output(Optional.empty(), Optional.empty());
            }
            throw new ScaffolderException("catalog:fetch needs entityRef or entityRefs");
        }
        List<String> refs = input.entityRefs().orElse(List.of());
        if (refs.size() > MAX_ENTITIES) {
            throw new ScaffolderException("catalog:fetch reads at most " + MAX_ENTITIES + " entities at once");
        }
        List<Value> entities = new ArrayList<>();
        for (String ref : refs) {
            entities.add(find(ref, input, context));
        }
        Optional<Value> entity = input.entityRef().isPresent()
                ? Optional.of(find(input.entityRef().get(), input, context))
                : Optional.empty();
        return new Output(entity, input.entityRefs().map(given -> entities));
    }

    private Value find(String text, Input input, ActionContext context) throws Exception {
        EntityRef ref = parse(text, input);
        Optional<Entity> found = catalog.find(ref, context.step().user());
        if (found.isEmpty() && !input.optional().orElse(false)) {
            throw new ScaffolderException("Entity " + ref + " not found");
        }
        return found.<Value>map(Entity::toValue).orElse(Value.Null.NULL);
    }

    private static EntityRef parse(String text, Input input) {
        String namespace = input.defaultNamespace().orElse(EntityRef.DEFAULT_NAMESPACE);
        try {
            return input.defaultKind().isPresent()
                    ? EntityRef.parse(text, input.defaultKind().get(), namespace)
                    : EntityRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ScaffolderException(String.valueOf(e.getMessage()), e);
        }
    }
}
