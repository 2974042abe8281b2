package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.gitlab.GitLabProject.Known;
import dev.portalsdk.scaffolder.action.internal.Choices;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code publish:gitlab}: creates a project on GitLab and pushes the workspace to it. Undoing it deletes the project, which GitLab may keep for some
 * days as one that is marked for deletion.
 */
public final class PublishGitLabAction
        implements UndoableAction<PublishGitLabAction.Input, PublishGitLabAction.Output> {
    private static final List<String> VISIBILITIES = List.of("private", "public", "internal");
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:gitlab", Input.class, Output.class)
            .description("Creates a project on GitLab and pushes the workspace to it.")
            .example("Creates a project in a group and pushes the workspace to it.", """
                    {"repoUrl": "gitlab.com?owner=acme%2Fbackend&repo=web", "defaultBranch": "main"}
                    """)
            .example("Creates an internal project with a variable for its pipelines.", """
                    {"repoUrl": "gitlab.com?owner=acme&repo=web", "settings": {"visibility": "internal", "description": "A service"}, "projectVariables": [{"key": "REGION", "value": "eu", "masked": true}]}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action, with Backstage's names and defaults.
     *
     * @param repoUrl {@code gitlab.com?owner=acme/backend&repo=web}
     * @param repoVisibility {@code private}, {@code internal} or {@code public}; private unless set
     * @param defaultBranch the branch to push to; {@code master} unless set, as upstream
     * @param gitCommitMessage of the first commit; {@code initial commit} unless set
     * @param gitAuthorName of the first commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the first commit; {@code scaffolder@backstage.io} unless set
     * @param signCommit not supported
     * @param sourcePath directory of the workspace to push; its root unless set. {@code false} leaves the project empty
     * @param skipExisting whether a project that is there already is left as it is, instead of failing the step
     * @param token to use instead of the integration's
     * @param setUserAsOwner whether the user of the input's token becomes an owner; takes the integration's token too
     * @param ownerUsername who becomes an owner; takes the integration's token
     * @param topics words to find it by
     * @param settings of the project, which come before the others
     * @param branches to make and protect after the push
     * @param projectVariables variables of its pipelines: {@code key}, {@code value} and what else GitLab's API takes for one
     */
    public record Input(
            String repoUrl,
            Optional<String> repoVisibility,
            Optional<String> defaultBranch,
            Optional<String> gitCommitMessage,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<Boolean> signCommit,
            Optional<Value> sourcePath,
            Optional<Boolean> skipExisting,
            Optional<String> token,
            Optional<Boolean> setUserAsOwner,
            Optional<String> ownerUsername,
            List<String> topics,
            Optional<Settings> settings,
            List<Branch> branches,
            List<Value.Obj> projectVariables) {

        String branch() {
            return defaultBranch.orElse("master");
        }

        boolean pushes() {
            return !sourcePath.equals(Optional.of(Value.Bool.FALSE));
        }

        Path source(ActionContext context) throws IOException {
            return GitPush.source(sourcePath.flatMap(Value::asString), context);
        }

        void check() {
            Choices.require("repoVisibility", repoVisibility.orElse("private"), VISIBILITIES);
            settings.ifPresent(Settings::check);
            projectVariables.forEach(GitLabProject::checkVariable);
            if (signCommit.orElse(false)) {
                throw new ScaffolderException("signCommit is not supported: there is no key to sign with");
            }
        }

        /** What the project is made with, apart from its group. */
        Value.Obj body(String name) {
            Value.Obj.Builder body = Value.Obj.builder()
                    .put("name", name)
                    .put("path", name)
                    .put("visibility", repoVisibility.orElse("private"));
            if (!topics.isEmpty()) {
                body.put("topics", Value.of(topics));
            }
            settings.ifPresent(given -> given.body().forEach(body::put));
            return body.build();
        }
    }

    /**
     * Settings of the project, with GitLab's names and meanings.
     *
     * @param name for people; the name of the {@code repoUrl} unless set
     * @param path in URLs; the name of the {@code repoUrl} unless set
     * @param auto_devops_enabled setting of the project
     * @param ci_config_path setting of the project
     * @param description of the project
     * @param merge_method {@code merge}, {@code rebase_merge} or {@code ff}
     * @param squash_option {@code never}, {@code always}, {@code default_on} or {@code default_off}
     * @param topics words to find it by
     * @param visibility {@code private}, {@code internal} or {@code public}
     * @param only_allow_merge_if_all_discussions_are_resolved setting of the project
     * @param only_allow_merge_if_pipeline_succeeds setting of the project
     * @param allow_merge_on_skipped_pipeline setting of the project
     */
    @SuppressWarnings("MemberName") // GitLab's
    public record Settings(
            Optional<String> name,
            Optional<String> path,
            Optional<Boolean> auto_devops_enabled,
            Optional<String> ci_config_path,
            Optional<String> description,
            Optional<String> merge_method,
            Optional<String> squash_option,
            List<String> topics,
            Optional<String> visibility,
            Optional<Boolean> only_allow_merge_if_all_discussions_are_resolved,
            Optional<Boolean> only_allow_merge_if_pipeline_succeeds,
            Optional<Boolean> allow_merge_on_skipped_pipeline) {

        private void check() {
            visibility.ifPresent(word -> Choices.require("settings.visibility", word, VISIBILITIES));
            merge_method.ifPresent(
                    word -> Choices.require("settings.merge_method", word, List.of("merge", "rebase_merge", "ff")));
            squash_option.ifPresent(word -> Choices.require(
                    "settings.squash_option", word, List.of("default_off", "default_on", "never", "always")));
        }

        private Value.Obj body() {
            Value.Obj body = (Value.Obj) Value.of(this);
            return topics.isEmpty() ? body.without("topics") : body;
        }
    }

    /**
     * A branch besides the first.
     *
     * @param name of the branch
     * @param protect whether it is protected; false unless set
     * @param create whether it is made; false unless set
     * @param ref what it is made of; {@code master} unless set, as upstream
     */
    public record Branch(String name, Optional<Boolean> protect, Optional<Boolean> create, Optional<String> ref) {}

    /**
     * Output of the action.
     *
     * @param remoteUrl of the project, in the browser
     * @param repoContentsUrl the root of the branch, in the browser
     * @param projectId its number
     * @param commitHash of the first commit; empty if nothing was pushed
     * @param created false if it was there before
     */
    public record Output(
            String remoteUrl, String repoContentsUrl, long projectId, Optional<String> commitHash, boolean created) {}

    private final ProjectTargets targets;

    /** With a client of its own. */
    public PublishGitLabAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitLabAction(Integrations integrations, HttpClient client) {
        this.targets = new ProjectTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    private ProjectTarget target(Input input) {
        ProjectTarget target = targets.of(input.repoUrl(), input.token());
        return target.named(input.settings().flatMap(Settings::path).orElse(target.name()));
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        ProjectTarget target = target(input);
        input.check();
        Path source = input.source(context);
        if (context.dryRun()) {
            context.log().info("Would create " + target.webUrl() + " and push to " + input.branch());
            Optional<String> commit = Optional.of("0".repeat(40)).filter(none -> input.pushes());
            return new Output(target.webUrl(), contentsUrl(target.webUrl(), input.branch()), 0, commit, true);
        }
        GitLabProject project = new GitLabProject(target, context);
        // Asked before the first attempt only: later a project of this name is ours.
        boolean existed = context.checkpoint(
                "existed", Boolean.class, () -> project.find().isPresent());
        return existed ? existing(input, project) : create(input, source, project);
    }

    private static String contentsUrl(String webUrl, String branch) {
        return webUrl + "/-/blob/" + branch;
    }

    private static Output existing(Input input, GitLabProject project) throws IOException, InterruptedException {
        String path = project.target().id();
        if (!input.skipExisting().orElse(false)) {
            throw new ScaffolderException("Cannot create the project " + path
                    + ": there is one of this name; choose another name or set skipExisting: true");
        }
        Known known = project.require();
        project.context().log().info("The project " + path + " is there already and is left as it is");
        String branch = known.defaultBranch().orElse(input.branch());
        return new Output(known.webUrl(), contentsUrl(known.webUrl(), branch), known.id(), Optional.empty(), false);
    }

    private static Output create(Input input, Path source, GitLabProject project) throws Exception {
        ProjectTarget target = project.target();
        Known known = project.create(input.body(target.name()));
        if (input.setUserAsOwner().orElse(false)) {
            project.addOwnerOfToken();
        }
        if (input.ownerUsername().isPresent()) {
            project.addOwner(input.ownerUsername().get());
        }
        Optional<String> commit = Optional.empty();
        if (input.pushes()) {
            GitPush push =
                    GitPush.of(input.branch(), input.gitCommitMessage(), input.gitAuthorName(), input.gitAuthorEmail());
            commit = Optional.of(push.push(source, target.remote(), project.context()));
            for (Branch branch : input.branches()) {
                project.addBranch(branch);
            }
        }
        for (Value.Obj variable : input.projectVariables()) {
            project.addVariable(variable);
        }
        return new Output(known.webUrl(), contentsUrl(known.webUrl(), input.branch()), known.id(), commit, true);
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        return new GitLabProject(target(input), context).undo();
    }
}
