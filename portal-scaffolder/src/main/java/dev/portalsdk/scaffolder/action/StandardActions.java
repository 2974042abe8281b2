package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.scaffolder.CatalogRegistrar;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.UrlReader;
import java.util.List;

/** The actions that come with the scaffolder, ready to be given to its builder. */
public final class StandardActions {
    private StandardActions() {}

    /**
     * All of them.
     *
     * @param reader for skeletons and other files
     * @param integrations for what URLs mean and for credentials
     * @param registrar the catalog that {@code catalog:register} registers with
     */
    public static List<ScaffolderAction<?, ?>> of(
            UrlReader reader, Integrations integrations, CatalogRegistrar registrar) {
        return List.of(
                new FetchTemplateAction(reader, integrations, engine(integrations)),
                new FetchPlainAction(reader, integrations),
                new FetchPlainFileAction(reader, integrations),
                new FsDeleteAction(),
                new FsRenameAction(),
                new DebugLogAction(),
                new CatalogWriteAction(),
                new CatalogRegisterAction(registrar, integrations),
                new PublishGitHubAction(integrations));
    }

    /** The template language, whose {@code parseRepoUrl} knows the configured hosts. */
    public static NunjucksEngine engine(Integrations integrations) {
        return NunjucksEngine.builder()
                .forges(host -> integrations.byHost(host).map(ScmIntegration::type))
                .build();
    }
}
