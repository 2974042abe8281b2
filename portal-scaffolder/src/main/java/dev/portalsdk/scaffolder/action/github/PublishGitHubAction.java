package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code publish:github}: creates a repository on GitHub and pushes the workspace to it. Undoing it deletes the repository.
 *
 * <p>The token is the input's, else that of the integration configured for the host. It is sent to the integration's API and Git addresses only.
 */
public final class PublishGitHubAction
        implements UndoableAction<PublishGitHubAction.Input, PublishGitHubAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:github", Input.class, Output.class)
            .description("Creates a repository on GitHub and pushes the workspace to it.")
            .example("Creates a repository and pushes the workspace to it.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "defaultBranch": "main"}
                    """)
            .example("Creates a public repository that a team administers, with checks on its branch.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "repoVisibility": "public", "access": "acme/platform", "topics": ["java"], "requiredStatusCheckContexts": ["build"]}
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
     * @param bypassPullRequestAllowances who need not open a pull request
     * @param requiredApprovingReviewCount how many reviews; 1 unless set
     * @param restrictions who may push to the branch; only organisations have that
     * @param requireCodeOwnerReviews whether a code owner must be among them
     * @param dismissStaleReviews whether a new commit makes reviews void
     * @param requiredStatusCheckContexts checks that must pass before a merge
     * @param requireBranchesToBeUpToDate whether a branch must be up to date before; true unless set
     * @param requiredConversationResolution whether all conversations must be resolved before
     * @param requireLastPushApproval whether somebody else than the last to push must approve
     * @param repoVisibility {@code private}, {@code public} or {@code internal}; private unless set
     * @param defaultBranch the branch to push to; {@code master} unless set, as upstream
     * @param protectDefaultBranch whether pushes to the branch need a review; true unless set. Where the host does not allow it, the log says so
     * @param protectEnforceAdmins whether that holds for administrators; true unless set
     * @param deleteBranchOnMerge setting of the repository; false unless set
     * @param gitCommitMessage of the first commit; {@code initial commit} unless set
     * @param gitAuthorName of the first commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the first commit; {@code scaffolder@backstage.io} unless set, as upstream
     * @param allowMergeCommit setting of the repository; true unless set
     * @param allowSquashMerge setting of the repository; true unless set
     * @param squashMergeCommitTitle {@code PR_TITLE} or {@code COMMIT_OR_PR_TITLE}, which it is unless set
     * @param squashMergeCommitMessage {@code PR_BODY}, {@code COMMIT_MESSAGES} or {@code BLANK}; the second unless set
     * @param allowRebaseMerge setting of the repository; true unless set
     * @param allowAutoMerge setting of the repository; false unless set
     * @param allowUpdateBranch setting of the repository; false unless set
     * @param sourcePath directory of the workspace to push; its root unless set
     * @param collaborators who has access besides
     * @param hasProjects setting of the repository; GitHub's own unless set
     * @param hasWiki setting of the repository; GitHub's own unless set
     * @param hasIssues setting of the repository; GitHub's own unless set
     * @param token to use instead of the integration's
     * @param topics words to find it by
     * @param repoVariables variables of its workflows
     * @param secrets secrets of its workflows; the artifact {@code org.bouncycastle:bcprov-jdk18on} encrypts them
     * @param oidcCustomization what is in the tokens of its workflows
     * @param requiredCommitSigning whether commits must be signed
     * @param requiredLinearHistory whether merge commits are refused
     * @param customProperties properties that its organisation has defined
     * @param subscribe whether the owner of the token watches it; false unless set
     */
    public record Input(
            String repoUrl,
            Optional<String> description,
            Optional<String> homepage,
            Optional<String> access,
            Optional<GitHubInputs.BypassAllowances> bypassPullRequestAllowances,
            Optional<Integer> requiredApprovingReviewCount,
            Optional<GitHubInputs.Restrictions> restrictions,
            Optional<Boolean> requireCodeOwnerReviews,
            Optional<Boolean> dismissStaleReviews,
            List<String> requiredStatusCheckContexts,
            Optional<Boolean> requireBranchesToBeUpToDate,
            Optional<Boolean> requiredConversationResolution,
            Optional<Boolean> requireLastPushApproval,
            Optional<String> repoVisibility,
            Optional<String> defaultBranch,
            Optional<Boolean> protectDefaultBranch,
            Optional<Boolean> protectEnforceAdmins,
            Optional<Boolean> deleteBranchOnMerge,
            Optional<String> gitCommitMessage,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<Boolean> allowMergeCommit,
            Optional<Boolean> allowSquashMerge,
            Optional<String> squashMergeCommitTitle,
            Optional<String> squashMergeCommitMessage,
            Optional<Boolean> allowRebaseMerge,
            Optional<Boolean> allowAutoMerge,
            Optional<Boolean> allowUpdateBranch,
            Optional<String> sourcePath,
            List<GitHubInputs.Collaborator> collaborators,
            Optional<Boolean> hasProjects,
            Optional<Boolean> hasWiki,
            Optional<Boolean> hasIssues,
            Optional<String> token,
            List<String> topics,
            Map<String, String> repoVariables,
            Map<String, String> secrets,
            Optional<GitHubInputs.OidcCustomization> oidcCustomization,
            Optional<Boolean> requiredCommitSigning,
            Optional<Boolean> requiredLinearHistory,
            Optional<Value.Obj> customProperties,
            Optional<Boolean> subscribe) {

        String branch() {
            return defaultBranch.orElse("master");
        }
    }

    /**
     * Output of the action.
     *
     * @param remoteUrl where to clone the repository from
     * @param repoContentsUrl the root of the branch, in the browser
     * @param commitHash of the first commit
     */
    public record Output(String remoteUrl, String repoContentsUrl, String commitHash) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public PublishGitHubAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitHubAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        Path source = GitPush.source(input.sourcePath(), context);
        String contentsUrl = target.contentsUrl(input.branch());
        RepositorySettings settings = RepositorySettings.of(input);
        settings.check();
        if (context.dryRun()) {
            context.log().info("Would create " + target.webUrl() + " and push to " + input.branch());
            return new Output(target.webUrl() + ".git", contentsUrl, "0".repeat(40));
        }
        ForgeApi api = target.api();
        GitHubRepository repository = new GitHubRepository(api, target, context);
        String remoteUrl = repository.create(settings);
        repository.configure(settings);
        String commit = FirstCommit.of(input).push(source, input.branch(), BranchProtection.of(input), repository);
        return new Output(remoteUrl, contentsUrl, commit);
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        return new GitHubRepository(target.api(), target, context).undo();
    }
}
