package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.scaffolder.CatalogReader;
import dev.portalsdk.scaffolder.CatalogRegistrar;
import dev.portalsdk.scaffolder.NotificationSender;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.action.github.GitHubActionsDispatchAction;
import dev.portalsdk.scaffolder.action.github.GitHubBranchProtectionAction;
import dev.portalsdk.scaffolder.action.github.GitHubIssuesCreateAction;
import dev.portalsdk.scaffolder.action.github.GitHubRepoCreateAction;
import dev.portalsdk.scaffolder.action.github.GitHubRepoPushAction;
import dev.portalsdk.scaffolder.action.github.GitHubWebhookAction;
import dev.portalsdk.scaffolder.action.github.PublishGitHubAction;
import dev.portalsdk.scaffolder.action.github.PublishGitHubPullRequestAction;
import dev.portalsdk.scaffolder.action.gitlab.PublishGitLabAction;
import dev.portalsdk.scaffolder.action.gitlab.PublishGitLabMergeRequestAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.UrlReader;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The actions that come with the scaffolder, ready to be given to its builder. */
public final class StandardActions {
    private StandardActions() {}

    /**
     * All that need nothing else of the host; see {@link #builder} for the others.
     *
     * @param reader for skeletons and other files
     * @param integrations for what URLs mean and for credentials
     * @param registrar the catalog that {@code catalog:register} registers with
     */
    public static List<ScaffolderAction<?, ?>> of(
            UrlReader reader, Integrations integrations, CatalogRegistrar registrar) {
        return builder(reader, integrations).registrar(registrar).build();
    }

    /** Starts with the actions that need no more than this. */
    public static Builder builder(UrlReader reader, Integrations integrations) {
        return new Builder(reader, integrations);
    }

    /** The template language, whose {@code parseRepoUrl} knows the configured hosts. */
    public static NunjucksEngine engine(Integrations integrations) {
        return NunjucksEngine.builder()
                .forges(host -> integrations.byHost(host).map(ScmIntegration::type))
                .build();
    }

    /** Says what the host has for actions to use; for one thread. */
    public static final class Builder {
        private final UrlReader reader;
        private final Integrations integrations;
        private Optional<CatalogRegistrar> registrar = Optional.empty();
        private Optional<CatalogReader> catalog = Optional.empty();
        private Optional<NotificationSender> sender = Optional.empty();
        private Optional<HttpClient> client = Optional.empty();

        private Builder(UrlReader reader, Integrations integrations) {
            this.reader = Objects.requireNonNull(reader, "reader");
            this.integrations = Objects.requireNonNull(integrations, "integrations");
        }

        /**
         * Adds {@code catalog:register}.
         *
         * @param bridge can be undone if it is a {@link dev.portalsdk.scaffolder.CatalogLocations}
         */
        public Builder registrar(CatalogRegistrar bridge) {
            this.registrar = Optional.of(bridge);
            return this;
        }

        /** Adds {@code catalog:fetch}. */
        public Builder catalog(CatalogReader bridge) {
            this.catalog = Optional.of(bridge);
            return this;
        }

        /** Adds {@code notification:send}. */
        public Builder notifications(NotificationSender bridge) {
            this.sender = Optional.of(bridge);
            return this;
        }

        /** Uses the host's client, which must not follow redirects: they would take tokens elsewhere. */
        public Builder client(HttpClient http) {
            this.client = Optional.of(http);
            return this;
        }

        /** The actions. */
        public List<ScaffolderAction<?, ?>> build() {
            NunjucksEngine engine = engine(integrations);
            HttpClient http = client.orElseGet(ForgeApi::newClient);
            List<ScaffolderAction<?, ?>> actions = new ArrayList<>(List.of(
                    new FetchTemplateAction(reader, integrations, engine),
                    new FetchTemplateFileAction(reader, integrations, engine),
                    new FetchPlainAction(reader, integrations),
                    new FetchPlainFileAction(reader, integrations),
                    new WorkspaceTemplateAction(engine),
                    new WorkspaceTemplateFileAction(engine),
                    new FsDeleteAction(),
                    new FsRenameAction(),
                    new FsReaddirAction(),
                    new DebugLogAction(),
                    new DebugWaitAction(),
                    new CatalogWriteAction()));
            actions.addAll(List.of(
                    new PublishGitAction(integrations, http),
                    new PublishGitHubAction(integrations, http),
                    new PublishGitHubPullRequestAction(integrations, http),
                    new GitHubRepoCreateAction(integrations, http),
                    new GitHubRepoPushAction(integrations, http),
                    new GitHubActionsDispatchAction(integrations, http),
                    new GitHubIssuesCreateAction(integrations, http),
                    new GitHubWebhookAction(integrations, http),
                    new GitHubBranchProtectionAction(integrations, http),
                    new PublishGitLabAction(integrations, http),
                    new PublishGitLabMergeRequestAction(integrations, http)));
            registrar.ifPresent(bridge -> actions.add(new CatalogRegisterAction(bridge, integrations)));
            catalog.ifPresent(bridge -> actions.add(new CatalogFetchAction(bridge)));
            sender.ifPresent(bridge -> actions.add(new NotificationSendAction(bridge)));
            return List.copyOf(actions);
        }
    }
}
