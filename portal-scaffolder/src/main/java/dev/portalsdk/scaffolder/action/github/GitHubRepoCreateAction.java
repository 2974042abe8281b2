package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code github:repo:create}: creates a repository on GitHub. Undoing it deletes the repository.
 */
public final class GitHubRepoCreateAction
        implements UndoableAction<GitHubRepoCreateAction.Input, GitHubRepoCreateAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "github:repo:create", Input.class, Output.class)
            .description("Creates a repository on GitHub.")
            .example("Creates a private repository.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "description": "A service"}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param description of the repository
     * @param homepage of the repository
     * @param access who administers it besides: a user, or {@code organisation/team}
     * @param repoVisibility {@code private}, {@code public} or {@code internal}; private unless set
     * @param allowAutoMerge setting of the repository; false unless set
     * @param allowMergeCommit setting of the repository; true unless set
     * @param allowRebaseMerge setting of the repository; true unless set
     * @param allowSquashMerge setting of the repository; true unless set
     * @param allowUpdateBranch setting of the repository; false unless set
     * @param autoInit whether it begins with a README; false unless set
     * @param collaborators who has access besides
     * @param customProperties properties that its organisation has defined
     * @param deleteBranchOnMerge setting of the repository; false unless set
     * @param hasIssues setting of the repository; GitHub's own unless set
     * @param hasProjects setting of the repository; GitHub's own unless set
     * @param hasWiki setting of the repository; GitHub's own unless set
     * @param oidcCustomization what is in the tokens of its workflows
     * @param repoVariables variables of its workflows
     * @param secrets secrets of its workflows; the artifact {@code org.bouncycastle:bcprov-jdk18on} encrypts them
     * @param squashMergeCommitMessage {@code PR_BODY}, {@code COMMIT_MESSAGES} or {@code BLANK}; the second unless set
     * @param squashMergeCommitTitle {@code PR_TITLE} or {@code COMMIT_OR_PR_TITLE}, which it is unless set
     * @param subscribe whether the owner of the token watches it; false unless set
     * @param token to use instead of the integration's
     * @param topics words to find it by
     * @param workflowAccess {@code none}, {@code organization} or {@code user}: who else may use its workflows
     */
    public record Input(
            String repoUrl,
            Optional<String> description,
            Optional<String> homepage,
            Optional<String> access,
            Optional<String> repoVisibility,
            Optional<Boolean> allowAutoMerge,
            Optional<Boolean> allowMergeCommit,
            Optional<Boolean> allowRebaseMerge,
            Optional<Boolean> allowSquashMerge,
            Optional<Boolean> allowUpdateBranch,
            Optional<Boolean> autoInit,
            List<GitHubInputs.Collaborator> collaborators,
            Optional<Value.Obj> customProperties,
            Optional<Boolean> deleteBranchOnMerge,
            Optional<Boolean> hasIssues,
            Optional<Boolean> hasProjects,
            Optional<Boolean> hasWiki,
            Optional<GitHubInputs.OidcCustomization> oidcCustomization,
            Map<String, String> repoVariables,
            Map<String, String> secrets,
            Optional<String> squashMergeCommitMessage,
            Optional<String> squashMergeCommitTitle,
            Optional<Boolean> subscribe,
            Optional<String> token,
            List<String> topics,
            Optional<String> workflowAccess) {}

    /**
     * Output of the action.
     *
     * @param remoteUrl where to clone the repository from
     * @param repoContentsUrl the root of the branch, in the browser
     */
    public record Output(String remoteUrl, String repoContentsUrl) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public GitHubRepoCreateAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubRepoCreateAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        RepositorySettings settings = RepositorySettings.of(input);
        settings.check();
        String contentsUrl = target.contentsUrl("master");
        if (context.dryRun()) {
            context.log().info("Would create " + target.webUrl());
            return new Output(target.webUrl() + ".git", contentsUrl);
        }
        GitHubRepository repository = new GitHubRepository(target.api(), target, context);
        String remoteUrl = repository.create(settings);
        repository.configure(settings);
        return new Output(remoteUrl, contentsUrl);
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        return new GitHubRepository(target.api(), target, context).undo();
    }
}
