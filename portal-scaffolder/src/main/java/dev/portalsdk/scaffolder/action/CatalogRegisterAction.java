package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.CatalogLocations;
import dev.portalsdk.scaffolder.CatalogRegistrar;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.UndoableAction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code catalog:register}: makes the catalog read a descriptor file from now on. Undoing it unregisters the file if the catalog can. */
public final class CatalogRegisterAction
        implements UndoableAction<CatalogRegisterAction.Input, CatalogRegisterAction.Output> {
    private static final String DEFAULT_PATH = "/catalog-info.yaml";
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "catalog:register", Input.class, Output.class)
            .description("Registers a descriptor file with the catalog.")
            .example("Registers the descriptor of a repository that an earlier step has published.", """
                    {"repoContentsUrl": "${{ steps.publish.output.repoContentsUrl }}", "catalogInfoPath": "/catalog-info.yaml"}
                    """)
            .example("Registers a descriptor by its URL.", """
                    {"catalogInfoUrl": "https://github.com/acme/web/blob/main/catalog-info.yaml"}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action; one of the two URLs is required.
     *
     * @param catalogInfoUrl of the descriptor file
     * @param repoContentsUrl of the repository's root
     * @param catalogInfoPath of the descriptor file in the repository; {@code /catalog-info.yaml} unless set
     * @param optional whether the step succeeds if the file cannot be registered
     */
    public record Input(
            Optional<String> catalogInfoUrl,
            Optional<String> repoContentsUrl,
            Optional<String> catalogInfoPath,
            Optional<Boolean> optional) {}

    /**
     * Output of the action.
     *
     * @param catalogInfoUrl what was registered
     * @param entityRef what the file defines: its first component, else its first entity
     */
    public record Output(String catalogInfoUrl, Optional<String> entityRef) {}

    private final CatalogRegistrar registrar;
    private final Integrations integrations;

    /** With the catalog to register with. */
    public CatalogRegisterAction(CatalogRegistrar registrar, Integrations integrations) {
        this.registrar = registrar;
        this.integrations = integrations;
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        String url = url(input);
        if (context.dryRun()) {
            context.log().info("Would register " + url);
            return new Output(url, Optional.empty());
        }
        context.log().info("Registering " + url + " in the catalog");
        try {
            return new Output(url, Optional.of(register(url, context)).filter(ref -> !ref.isEmpty()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!input.optional().orElse(false)) {
                throw new ScaffolderException("Cannot register " + url + " in the catalog: " + e.getMessage(), e);
            }
            context.log().warn(url + " is not registered, which this step allows: " + e.getMessage());
            return new Output(url, Optional.empty());
        }
    }

    /** @return the main entity, empty if there is none. Registering twice is no mistake, so it may be repeated */
    private String register(String url, ActionContext context) throws Exception {
        if (registrar instanceof CatalogLocations locations) {
            context.checkpoint("was-registered", Boolean.class, () -> locations.isRegistered(url));
        }
        return context.effect(
                "register", String.class, Effect.repeatable("register " + url, () -> main(registrar.register(url))
                        .map(EntityRef::toString)
                        .orElse("")));
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        if (context.checkpointed("register", String.class).isEmpty()
                || context.checkpointed("was-registered", Boolean.class).orElse(false)) {
            return Optional.empty();
        }
        if (registrar instanceof CatalogLocations locations) {
            locations.unregister(url(input));
            return Optional.of("unregistered " + url(input));
        }
        throw new ScaffolderException("This catalog does not unregister locations; remove " + url(input) + " by hand");
    }

    private String url(Input input) {
        if (input.catalogInfoUrl().isPresent()) {
            return input.catalogInfoUrl().get();
        }
        String base = input.repoContentsUrl()
                .orElseThrow(() -> new ScaffolderException("catalog:register needs catalogInfoUrl or repoContentsUrl"));
        String path = input.catalogInfoPath().orElse(DEFAULT_PATH);
        return integrations.resolveUrl(path, base);
    }

    // As upstream: a component if there is one, else anything that was written by hand.
    private static Optional<EntityRef> main(List<EntityRef> entities) {
        Predicate<EntityRef> generated = ref -> ref.name().startsWith("generated-");
        return entities.stream()
                .min(Comparator.comparing((EntityRef ref) -> generated.test(ref))
                        .thenComparing(ref -> !ref.kind().equals("component")));
    }
}
