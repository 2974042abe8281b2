package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/**
 * {@code github:branch-protection:create}: protects a branch of a repository on GitHub. Undoing it takes the protection away, unless there was one before.
 */
public final class GitHubBranchProtectionAction
        implements UndoableAction<GitHubBranchProtectionAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "github:branch-protection:create", Input.class, NoOutput.class)
            .description("Protects a branch of a repository on GitHub.")
            .example("Asks for two reviews.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "branch": "main", "requiredApprovingReviewCount": 2}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param branch to protect; the default one unless set
     * @param enforceAdmins whether the rules hold for administrators; true unless set
     * @param requiredApprovingReviewCount how many reviews; 1 unless set
     * @param requireCodeOwnerReviews whether a code owner must be among them
     * @param dismissStaleReviews whether a new commit makes reviews void
     * @param bypassPullRequestAllowances who need not open a pull request
     * @param restrictions who may push to the branch; only organisations have that
     * @param requiredStatusCheckContexts checks that must pass before a merge
     * @param requireBranchesToBeUpToDate whether a branch must be up to date before; true unless set
     * @param requiredConversationResolution whether all conversations must be resolved before
     * @param requireLastPushApproval whether somebody else than the last to push must approve
     * @param requiredCommitSigning whether commits must be signed
     * @param requiredLinearHistory whether merge commits are refused
     * @param blockCreations whether matching branches cannot be made
     * @param token to use instead of the integration's
     */
    public record Input(
            String repoUrl,
            Optional<String> branch,
            Optional<Boolean> enforceAdmins,
            Optional<Integer> requiredApprovingReviewCount,
            Optional<Boolean> requireCodeOwnerReviews,
            Optional<Boolean> dismissStaleReviews,
            Optional<GitHubInputs.BypassAllowances> bypassPullRequestAllowances,
            Optional<GitHubInputs.Restrictions> restrictions,
            List<String> requiredStatusCheckContexts,
            Optional<Boolean> requireBranchesToBeUpToDate,
            Optional<Boolean> requiredConversationResolution,
            Optional<Boolean> requireLastPushApproval,
            Optional<Boolean> requiredCommitSigning,
            Optional<Boolean> requiredLinearHistory,
            Optional<Boolean> blockCreations,
            Optional<String> token) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public GitHubBranchProtectionAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubBranchProtectionAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        if (context.dryRun()) {
            context.log()
                    .info("Would protect " + input.branch().orElse("the default branch") + " of " + target.webUrl());
            return NoOutput.NONE;
        }
        ForgeApi api = target.api();
        String branch = context.checkpoint("branch", String.class, () -> branch(input, api, target));
        context.checkpoint("was-protected", Boolean.class, () -> isProtected(api, target, branch));
        boolean admins = input.enforceAdmins().orElse(true);
        context.effect(
                "protect",
                Boolean.class,
                Effect.repeatable("protect the branch " + branch + " of " + target.slug(), () -> {
                    BranchProtection.of(input).apply(api, target, branch, admins, context.log());
                    return true;
                }));
        return NoOutput.NONE;
    }

    private static String branch(Input input, ForgeApi api, RepositoryTarget target)
            throws IOException, InterruptedException {
        return input.branch().isPresent()
                ? input.branch().get()
                : ForgeApi.orThrow(api.get(target.path("")), "find the repository " + target.slug())
                        .require("default_branch");
    }

    private static boolean isProtected(ForgeApi api, RepositoryTarget target, String branch)
            throws IOException, InterruptedException {
        return api.get(BranchProtection.path(target, branch)).succeeded();
    }

    @Override
    public Optional<String> undo(Input input, Optional<NoOutput> output, ActionContext context) throws Exception {
        Optional<String> branch = context.checkpointed("branch", String.class);
        Optional<Boolean> before = context.checkpointed("was-protected", Boolean.class);
        if (branch.isEmpty() || context.checkpointed("protect", Boolean.class).isEmpty()) {
            return Optional.empty();
        }
        if (before.orElse(false)) {
            throw new ScaffolderException(
                    "The branch " + branch.get() + " was protected before, by rules that are lost");
        }
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        Answer answer = target.api().delete(BranchProtection.path(target, branch.get()));
        if (answer.status() != 404) {
            ForgeApi.orThrow(answer, "take the protection of " + branch.get() + " away");
        }
        return Optional.of("took the protection of the branch " + branch.get() + " of " + target.slug() + " away");
    }
}
