package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.gitlab.GitLabProject.Known;
import dev.portalsdk.scaffolder.action.internal.Choices;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import dev.portalsdk.scaffolder.action.internal.GitBranch;
import dev.portalsdk.scaffolder.action.internal.GitBranch.CommitAction;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * {@code publish:gitlab:merge-request}: puts files of the workspace on a branch of a project on GitLab and opens a merge request. Undoing it closes
 * the merge request and deletes the branch, if the step has made it.
 */
public final class PublishGitLabMergeRequestAction
        implements UndoableAction<PublishGitLabMergeRequestAction.Input, PublishGitLabMergeRequestAction.Output> {
    private static final List<String> COMMIT_ACTIONS = List.of("create", "delete", "update", "skip", "auto");
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:gitlab:merge-request", Input.class, Output.class)
            .description("Opens a merge request on GitLab with files of the workspace.")
            .example("Opens a merge request that adds the workspace.", """
                    {"repoUrl": "gitlab.com?owner=acme&repo=web", "branchName": "add-service", "title": "Add the service"}
                    """)
            .example("Replaces files of a directory, which must be there.", """
                    {"repoUrl": "gitlab.com?owner=acme&repo=gitops", "branchName": "release", "title": "Release", "sourcePath": "manifests", "targetPath": "apps/web", "commitAction": "update", "removeSourceBranch": true}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code gitlab.com?owner=acme/backend&repo=web}, or {@code gitlab.com?project=12}
     * @param title of the merge request, and message of the commit
     * @param description of the merge request
     * @param branchName of the new branch. One that is there is used if there is nothing to change; else it fails the step
     * @param targetBranchName what to merge into; the project's default branch unless set
     * @param sourcePath directory of the workspace to take files from; {@code targetPath} unless set, as upstream, else the root
     * @param targetPath directory of the project to put them into; its root unless set
     * @param token to use instead of the integration's
     * @param commitAction what is done with the files: {@code auto} (unless set) creates and changes, {@code create} and {@code update} fail if
     *     they are there or not there, {@code delete} deletes them, {@code skip} does nothing
     * @param projectid not used: the {@code repoUrl} says which project it is
     * @param removeSourceBranch whether the branch goes once it is merged; false unless set
     * @param assignee user name
     * @param reviewers user names
     * @param assignReviewersFromApprovalRules whether all who may approve are asked for reviews
     * @param labels a text, or a list of texts
     * @param autoMerge whether GitLab merges it once all checks have passed; false unless set
     */
    public record Input(
            String repoUrl,
            String title,
            Optional<String> description,
            String branchName,
            Optional<String> targetBranchName,
            Optional<String> sourcePath,
            Optional<String> targetPath,
            Optional<String> token,
            Optional<String> commitAction,
            Optional<String> projectid,
            Optional<Boolean> removeSourceBranch,
            Optional<String> assignee,
            List<String> reviewers,
            Optional<Boolean> assignReviewersFromApprovalRules,
            Optional<Value> labels,
            Optional<Boolean> autoMerge) {

        CommitAction action() {
            String word = Choices.require("commitAction", commitAction.orElse("auto"), COMMIT_ACTIONS);
            return CommitAction.valueOf(word.toUpperCase(Locale.ROOT));
        }

        Path source(ActionContext context) throws IOException {
            return GitPush.source(
                    sourcePath.filter(path -> !path.isEmpty()).or(() -> targetPath.filter(path -> !path.isEmpty())),
                    context);
        }
    }

    /**
     * Output of the action.
     *
     * @param targetBranchName what it is to be merged into
     * @param projectid path or number of the project, as in the {@code repoUrl}
     * @param projectPath the same
     * @param mergeRequestUrl in the browser
     */
    public record Output(String targetBranchName, String projectid, String projectPath, String mergeRequestUrl) {}

    private final ProjectTargets targets;

    /** With a client of its own. */
    public PublishGitLabMergeRequestAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitLabMergeRequestAction(Integrations integrations, HttpClient client) {
        this.targets = new ProjectTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        GitBranch.requireName(input.branchName());
        input.action();
        ProjectTarget target = targets.of(input.repoUrl(), input.token());
        Path source = input.source(context);
        if (context.dryRun()) {
            context.log().info("Would open a merge request from " + input.branchName() + " in " + target.webUrl());
            String url = target.webUrl() + "/-/merge_requests/1";
            return new Output(input.targetBranchName().orElse("main"), target.id(), target.id(), url);
        }
        Known project = context.checkpoint("project", Known.class, () -> new GitLabProject(target, context).require());
        String base = input.targetBranchName()
                .or(project::defaultBranch)
                .orElseThrow(() -> new ScaffolderException(
                        "The project " + target.id() + " has no default branch; set targetBranchName"));
        push(input, source, target.at(project.path()), base, context);
        MergeRequests requests = new MergeRequests(target, context);
        MergeRequests.Opened opened = requests.open(input, base);
        requests.finish(input, opened);
        return new Output(base, target.id(), target.id(), opened.url());
    }

    private record Author(String name, String email) {}

    /** As GitLab's own commits would have it: the user of the token. */
    private static Author author(ProjectTarget target) throws IOException, InterruptedException {
        Answer user = ForgeApi.orThrow(target.api().get("/user"), "say whose token it is");
        return new Author(
                user.body().string("name").orElse("Scaffolder"),
                user.body()
                        .string("commit_email")
                        .or(() -> user.body().string("email"))
                        .orElse("scaffolder@backstage.io"));
    }

    private static void push(Input input, Path source, ProjectTarget target, String base, ActionContext context)
            throws Exception {
        Author author = context.checkpoint("author", Author.class, () -> author(target));
        GitBranch.Change change = new GitBranch.Change(
                source,
                GitBranch.targetPath(input.targetPath().orElse("")),
                input.action(),
                List.of(),
                input.title(),
                GitBranch.author(author.name(), author.email(), context));
        try (GitBranch git = GitBranch.of(target.remote())) {
            boolean existed = context.checkpoint("branch-existed", Boolean.class, () -> git.fetch(input.branchName())
                    .isPresent());
            context.effect(
                    "push",
                    String.class,
                    Effect.lookedUp(
                            "push the branch " + input.branchName() + " of " + target.id(),
                            () -> git.pushed(input.branchName(), change),
                            () -> push(git, input.branchName(), base, change, existed)));
        }
    }

    private static String push(GitBranch git, String branch, String base, GitBranch.Change change, boolean existed)
            throws IOException {
        RevCommit parent = git.fetch(base)
                .orElseThrow(() -> new ScaffolderException("There is no branch " + base + " to merge into"));
        GitBranch.Made made = git.commit(parent, change);
        if (existed && made.changes()) {
            throw new ScaffolderException("The branch " + branch + " exists already; choose another name");
        }
        ObjectId commit = made.changes() ? made.commit() : parent;
        if (!existed) {
            git.push(commit, branch, false);
        }
        return commit.getName();
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        ProjectTarget target = targets.of(input.repoUrl(), input.token());
        Optional<String> closed = new MergeRequests(target, context).undo();
        boolean made = context.checkpointed("push", String.class).isPresent()
                && !context.checkpointed("branch-existed", Boolean.class).orElse(true);
        if (made) {
            Answer answer = target.api()
                    .delete(target.path("/repository/branches/" + WebUrl.encodeSegment(input.branchName())));
            if (answer.status() != 404) {
                ForgeApi.orThrow(answer, "delete the branch " + input.branchName());
            }
        }
        return closed.or(() -> made ? Optional.of("deleted the branch " + input.branchName()) : Optional.empty());
    }
}
