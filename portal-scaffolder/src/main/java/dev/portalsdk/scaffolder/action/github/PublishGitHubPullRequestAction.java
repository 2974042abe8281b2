package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import dev.portalsdk.scaffolder.action.internal.GitBranch;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * {@code publish:github:pull-request}: puts files of the workspace on a branch of a repository on GitHub and opens a pull request. Undoing it closes
 * the pull request and deletes the branch, if the step has made it.
 */
public final class PublishGitHubPullRequestAction
        implements UndoableAction<PublishGitHubPullRequestAction.Input, PublishGitHubPullRequestAction.Output> {
    private static final String NOTHING = "nothing";
    private static final int MAX_ASSIGNEES = 10;
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:github:pull-request", Input.class, Output.class)
            .description("Opens a pull request on GitHub with files of the workspace.")
            .example("Opens a pull request that adds the workspace.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "branchName": "add-service", "title": "Add the service", "description": "Made by a template"}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param branchName of the new branch
     * @param filesToDelete paths below {@code targetPath} that the pull request takes away
     * @param targetBranchName what to merge into; the repository's default branch unless set
     * @param title of the pull request
     * @param description of the pull request
     * @param draft whether it is a draft; false unless set
     * @param sourcePath directory of the workspace to take files from; its root unless set
     * @param targetPath directory of the repository to put them into; its root unless set
     * @param token to use instead of the integration's
     * @param reviewers logins
     * @param assignees logins, the first ten
     * @param teamReviewers slugs
     * @param commitMessage the title unless set
     * @param update whether a branch of this name is replaced and its pull request kept; else it fails the step
     * @param forceFork not supported
     * @param gitAuthorName of the commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the commit; {@code scaffolder@backstage.io} unless set
     * @param forceEmptyGitAuthor not supported: commits that are pushed have an author
     * @param createWhenEmpty whether there is one even if nothing changes; true unless set
     */
    public record Input(
            String repoUrl,
            String branchName,
            List<String> filesToDelete,
            Optional<String> targetBranchName,
            String title,
            String description,
            Optional<Boolean> draft,
            Optional<String> sourcePath,
            Optional<String> targetPath,
            Optional<String> token,
            List<String> reviewers,
            List<String> assignees,
            List<String> teamReviewers,
            Optional<String> commitMessage,
            Optional<Boolean> update,
            Optional<Boolean> forceFork,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<Boolean> forceEmptyGitAuthor,
            Optional<Boolean> createWhenEmpty) {

        boolean updates() {
            return update.orElse(false);
        }
    }

    /**
     * Output of the action; empty if nothing changes and {@code createWhenEmpty} is false.
     *
     * @param targetBranchName what it is to be merged into
     * @param remoteUrl of the pull request, in the browser
     * @param pullRequestNumber in its repository
     */
    public record Output(
            Optional<String> targetBranchName, Optional<String> remoteUrl, Optional<Long> pullRequestNumber) {}

    private record Pull(String url, long number) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public PublishGitHubPullRequestAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitHubPullRequestAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        if (input.forceFork().orElse(false) || input.forceEmptyGitAuthor().orElse(false)) {
            throw new ScaffolderException("forceFork and forceEmptyGitAuthor are not supported");
        }
        GitBranch.requireName(input.branchName());
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        Path source = GitPush.source(input.sourcePath(), context);
        if (context.dryRun()) {
            context.log().info("Would open a pull request from " + input.branchName() + " in " + target.webUrl());
            return new Output(
                    Optional.of(input.targetBranchName().orElse("main")),
                    Optional.of(target.webUrl() + "/pull/43"),
                    Optional.of(43L));
        }
        ForgeApi api = target.api();
        String base = context.checkpoint("base", String.class, () -> base(input, api, target));
        String commit = push(input, source, target, base, context);
        if (commit.equals(NOTHING)) {
            context.log().info("Nothing changes, so there is no pull request");
            return new Output(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Pull pull = context.effect(
                "open",
                Pull.class,
                Effect.lookedUp(
                        "open the pull request \"" + input.title() + "\" in " + target.slug(),
                        () -> find(api, target, input.branchName()),
                        () -> open(input, api, target, base)));
        assign(input, api, target, pull, context);
        return new Output(Optional.of(base), Optional.of(pull.url()), Optional.of(pull.number()));
    }

    private static String base(Input input, ForgeApi api, RepositoryTarget target)
            throws IOException, InterruptedException {
        return input.targetBranchName().isPresent()
                ? input.targetBranchName().get()
                : ForgeApi.orThrow(api.get(target.path("")), "find the repository " + target.slug())
                        .require("default_branch");
    }

    private static String push(Input input, Path source, RepositoryTarget target, String base, ActionContext context)
            throws Exception {
        GitBranch.Change change = new GitBranch.Change(
                source,
                GitBranch.targetPath(input.targetPath().orElse("")),
                GitBranch.CommitAction.AUTO,
                input.filesToDelete(),
                input.commitMessage().orElse(input.title()),
                GitBranch.author(
                        input.gitAuthorName().orElse("Scaffolder"),
                        input.gitAuthorEmail().orElse("scaffolder@backstage.io"),
                        context));
        try (GitBranch git = GitBranch.of(target.remote())) {
            boolean existed = context.checkpoint("branch-existed", Boolean.class, () -> git.fetch(input.branchName())
                    .isPresent());
            if (existed && !input.updates()) {
                throw new ScaffolderException("The branch " + input.branchName()
                        + " exists already; choose another name or set update: true");
            }
            return context.effect(
                    "push",
                    String.class,
                    Effect.lookedUp(
                            "push the branch " + input.branchName() + " of " + target.slug(),
                            () -> git.pushed(input.branchName(), change),
                            () -> push(git, input, base, change)));
        }
    }

    private static String push(GitBranch git, Input input, String base, GitBranch.Change change) throws IOException {
        RevCommit parent = git.fetch(base)
                .orElseThrow(() -> new ScaffolderException("There is no branch " + base + " to merge into"));
        GitBranch.Made made = git.commit(parent, change);
        if (!made.changes() && !input.createWhenEmpty().orElse(true)) {
            return NOTHING;
        }
        ObjectId commit = made.commit();
        git.push(commit, input.branchName(), input.updates());
        return commit.getName();
    }

    private static Optional<Pull> find(ForgeApi api, RepositoryTarget target, String branch)
            throws IOException, InterruptedException {
        String head = WebUrl.encodeSegment(target.place().owner() + ":" + branch);
        Answer answer = ForgeApi.orThrow(
                api.get(target.path("/pulls?state=open&head=" + head)), "list the pull requests of " + target.slug());
        return answer.list().stream().map(PublishGitHubPullRequestAction::pull).findFirst();
    }

    private static Pull pull(Answer answer) {
        return new Pull(answer.require("html_url"), answer.requireNumber("number"));
    }

    private static Pull open(Input input, ForgeApi api, RepositoryTarget target, String base)
            throws IOException, InterruptedException {
        if (input.updates()) {
            Optional<Pull> known = find(api, target, input.branchName());
            if (known.isPresent()) {
                return known.get();
            }
        }
        Value.Obj body = Value.Obj.builder()
                .put("title", input.title())
                .put("body", input.description())
                .put("head", input.branchName())
                .put("base", base)
                .put("draft", input.draft().orElse(false))
                .build();
        return pull(ForgeApi.orThrow(
                api.send("POST", target.path("/pulls"), body), "open a pull request in " + target.slug()));
    }

    /** What people can do by hand is only warned of. */
    private static void assign(Input input, ForgeApi api, RepositoryTarget target, Pull pull, ActionContext context)
            throws IOException, InterruptedException {
        if (!input.reviewers().isEmpty() || !input.teamReviewers().isEmpty()) {
            Value.Obj body = Value.Obj.of("reviewers", input.reviewers(), "team_reviewers", input.teamReviewers());
            String path = target.path("/pulls/" + pull.number() + "/requested_reviewers");
            warn(api.send("POST", path, body), "ask for reviews", context);
        }
        if (!input.assignees().isEmpty()) {
            List<String> first = input.assignees().stream().limit(MAX_ASSIGNEES).toList();
            String path = target.path("/issues/" + pull.number() + "/assignees");
            warn(api.send("POST", path, Value.Obj.of("assignees", first)), "assign " + first, context);
        }
    }

    private static void warn(Answer answer, String what, ActionContext context) {
        if (!answer.succeeded()) {
            context.log().warn("GitHub did not " + what + ": " + answer.problem() + "; the pull request is there");
        }
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        ForgeApi api = target.api();
        Optional<Pull> pull = context.checkpointed("open", Pull.class);
        Optional<String> pushed = context.checkpointed("push", String.class).filter(commit -> !commit.equals(NOTHING));
        if (context.checkpointed("branch-existed", Boolean.class).orElse(false) && pushed.isPresent()) {
            throw new ScaffolderException("The branch " + input.branchName() + " was there before and was replaced");
        }
        if (pull.isPresent()) {
            Value.Obj closed = Value.Obj.of("state", "closed");
            ForgeApi.orThrow(
                    api.send("PATCH", target.path("/pulls/" + pull.get().number()), closed),
                    "close the pull request " + pull.get().number());
        }
        if (pushed.isPresent()) {
            Answer answer = api.delete(target.path("/git/refs/heads/" + WebUrl.encodePath(input.branchName())));
            if (answer.status() != 404 && answer.status() != 422) { // it is gone already
                ForgeApi.orThrow(answer, "delete the branch " + input.branchName());
            }
        }
        return pull.map(opened -> "closed the pull request " + opened.number() + " of " + target.slug())
                .or(() -> pushed.map(commit -> "deleted the branch " + input.branchName() + " of " + target.slug()));
    }
}
