package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code github:repo:push}: pushes the workspace as the first commit of a branch of a repository that is there. It cannot be undone: a branch that others may have seen does not go away.
 */
public final class GitHubRepoPushAction
        implements ScaffolderAction<GitHubRepoPushAction.Input, GitHubRepoPushAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "github:repo:push", Input.class, Output.class)
            .description("Pushes the workspace to a repository on GitHub.")
            .example("Pushes the workspace to a repository that an earlier step has created.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "defaultBranch": "main"}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param requireCodeOwnerReviews whether a code owner must be among them
     * @param dismissStaleReviews whether a new commit makes reviews void
     * @param requiredStatusCheckContexts checks that must pass before a merge
     * @param bypassPullRequestAllowances who need not open a pull request
     * @param requiredApprovingReviewCount how many reviews; 1 unless set
     * @param restrictions who may push to the branch; only organisations have that
     * @param requireBranchesToBeUpToDate whether a branch must be up to date before; true unless set
     * @param requiredConversationResolution whether all conversations must be resolved before
     * @param requireLastPushApproval whether somebody else than the last to push must approve
     * @param defaultBranch the branch to push to; {@code master} unless set, as upstream
     * @param protectDefaultBranch whether pushes to the branch need a review; true unless set. Where the host does not allow it, the log says so
     * @param protectEnforceAdmins whether that holds for administrators; true unless set
     * @param gitCommitMessage of the first commit; {@code initial commit} unless set
     * @param gitAuthorName of the first commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the first commit; {@code scaffolder@backstage.io} unless set, as upstream
     * @param sourcePath directory of the workspace to push; its root unless set
     * @param token to use instead of the integration's
     * @param requiredCommitSigning whether commits must be signed
     * @param requiredLinearHistory whether merge commits are refused
     */
    public record Input(
            String repoUrl,
            Optional<Boolean> requireCodeOwnerReviews,
            Optional<Boolean> dismissStaleReviews,
            List<String> requiredStatusCheckContexts,
            Optional<GitHubInputs.BypassAllowances> bypassPullRequestAllowances,
            Optional<Integer> requiredApprovingReviewCount,
            Optional<GitHubInputs.Restrictions> restrictions,
            Optional<Boolean> requireBranchesToBeUpToDate,
            Optional<Boolean> requiredConversationResolution,
            Optional<Boolean> requireLastPushApproval,
            Optional<String> defaultBranch,
            Optional<Boolean> protectDefaultBranch,
            Optional<Boolean> protectEnforceAdmins,
            Optional<String> gitCommitMessage,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<String> sourcePath,
            Optional<String> token,
            Optional<Boolean> requiredCommitSigning,
            Optional<Boolean> requiredLinearHistory) {

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
    public GitHubRepoPushAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubRepoPushAction(Integrations integrations, HttpClient client) {
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
        if (context.dryRun()) {
            context.log().info("Would push to " + input.branch() + " of " + target.webUrl());
            return new Output(target.webUrl() + ".git", contentsUrl, "0".repeat(40));
        }
        ForgeApi api = target.api();
        Answer repository = ForgeApi.orThrow(api.get(target.path("")), "find the repository " + target.slug());
        String commit = FirstCommit.of(input)
                .push(source, input.branch(), BranchProtection.of(input), new GitHubRepository(api, target, context));
        return new Output(repository.require("clone_url"), contentsUrl, commit);
    }
}
