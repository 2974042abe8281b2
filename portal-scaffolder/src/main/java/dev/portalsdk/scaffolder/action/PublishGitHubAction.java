package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.RepoUrl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * {@code publish:github}: creates a repository on GitHub and pushes the workspace to it.
 *
 * <p>The token is the input's, else that of the integration configured for the host. It is sent to the integration's API and Git addresses only.
 */
public final class PublishGitHubAction
        implements ScaffolderAction<PublishGitHubAction.Input, PublishGitHubAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:github", Input.class, Output.class)
            .description("Creates a repository on GitHub and pushes the workspace to it.")
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
     * @param defaultBranch the branch to push to; {@code master} unless set, as upstream
     * @param protectDefaultBranch whether pushes to the branch need a review; true unless set. Where the host does not allow it, the log says so
     * @param protectEnforceAdmins whether that holds for administrators; true unless set
     * @param requiredApprovingReviewCount how many reviews; 1 unless set
     * @param deleteBranchOnMerge setting of the repository; false unless set
     * @param allowMergeCommit setting of the repository; true unless set
     * @param allowSquashMerge setting of the repository; true unless set
     * @param allowRebaseMerge setting of the repository; true unless set
     * @param allowAutoMerge setting of the repository; false unless set
     * @param hasProjects setting of the repository; GitHub's own unless set
     * @param hasWiki setting of the repository; GitHub's own unless set
     * @param hasIssues setting of the repository; GitHub's own unless set
     * @param topics words to find it by
     * @param sourcePath directory of the workspace to push; its root unless set
     * @param gitCommitMessage of the first commit; {@code initial commit} unless set
     * @param gitAuthorName of the first commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the first commit; {@code scaffolder@backstage.io} unless set, as upstream
     * @param token to use instead of the integration's
     */
    public record Input(
            String repoUrl,
            Optional<String> description,
            Optional<String> homepage,
            Optional<String> access,
            Optional<String> repoVisibility,
            Optional<String> defaultBranch,
            Optional<Boolean> protectDefaultBranch,
            Optional<Boolean> protectEnforceAdmins,
            Optional<Integer> requiredApprovingReviewCount,
            Optional<Boolean> deleteBranchOnMerge,
            Optional<Boolean> allowMergeCommit,
            Optional<Boolean> allowSquashMerge,
            Optional<Boolean> allowRebaseMerge,
            Optional<Boolean> allowAutoMerge,
            Optional<Boolean> hasProjects,
            Optional<Boolean> hasWiki,
            Optional<Boolean> hasIssues,
            List<String> topics,
            Optional<String> sourcePath,
            Optional<String> gitCommitMessage,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<String> token) {

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

    /** Where the repository is and how to get there. */
    private record Target(GitHubIntegration integration, ScmUrl place, Secret token) {
        String webUrl() {
            return place.repository().toString();
        }
    }

    private final Integrations integrations;
    private final HttpClient client;

    /** With a client of its own. */
    public PublishGitHubAction(Integrations integrations) {
        this(
                integrations,
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(10))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitHubAction(Integrations integrations, HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new ScaffolderException("The client of publish:github must not follow redirects");
        }
        this.integrations = integrations;
        this.client = client;
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        Target target = target(input);
        Path source = source(input, context);
        String contentsUrl = target.webUrl() + "/blob/" + input.branch();
        if (context.dryRun()) {
            context.log().info("Would create " + target.webUrl() + " and push to " + input.branch());
            return new Output(target.webUrl() + ".git", contentsUrl, "0".repeat(40));
        }
        GitHubRepository repository = new GitHubRepository(
                new GitHubApi(client, target.integration().apiBaseUrl(), target.token()),
                target.place().owner(),
                target.place().name(),
                context.log());
        String remoteUrl = context.checkpoint("create-repository", String.class, () -> repository.create(input));
        context.log().info("Pushing to " + target.webUrl() + ", branch " + input.branch());
        String commit = context.checkpoint("push", String.class, () -> push(input, source, target));
        repository.configure(input);
        return new Output(remoteUrl, contentsUrl, commit);
    }

    private Target target(Input input) {
        RepoUrl url =
                RepoUrl.parse(input.repoUrl(), host -> integrations.byHost(host).map(ScmIntegration::type));
        if (!(integrations.byHost(url.host()).orElse(null) instanceof GitHubIntegration integration)) {
            throw new ScaffolderException(
                    "publish:github publishes to GitHub; " + url.host() + " is configured as another forge");
        }
        String web = "https://" + url.host() + "/" + url.slug();
        ScmUrl place = integration
                .parse(web)
                .orElseThrow(() ->
                        new ScaffolderException("\"" + input.repoUrl() + "\" names no repository of " + url.host()));
        Secret token = input.token()
                .map(Secret::of)
                .or(integration::token)
                .orElseThrow(() -> new ScaffolderException("There is no token for " + url.host()
                        + "; configure one under integrations.github or give the input token"));
        return new Target(integration, place, token);
    }

    private static Path source(Input input, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(input.sourcePath().orElse("./"));
        if (!Files.isDirectory(source)) {
            throw new ScaffolderException(
                    "sourcePath \"" + input.sourcePath().orElse("./") + "\" is no directory of the workspace");
        }
        return source;
    }

    private static String push(Input input, Path source, Target target) throws IOException {
        PersonIdent author = new PersonIdent(
                input.gitAuthorName().orElse("Scaffolder"),
                input.gitAuthorEmail().orElse("scaffolder@backstage.io"));
        GitPush push = new GitPush(input.branch(), input.gitCommitMessage().orElse("initial commit"), author);
        return push.push(source, target.integration().cloneUrl(target.place()), target.token());
    }

    /** Settings that GitHub keeps its own defaults for unless they are given. */
    static Value.Obj settings(Input input) {
        Value.Obj.Builder settings = Value.Obj.builder()
                .put("delete_branch_on_merge", input.deleteBranchOnMerge().orElse(false))
                .put("allow_merge_commit", input.allowMergeCommit().orElse(true))
                .put("allow_squash_merge", input.allowSquashMerge().orElse(true))
                .put("allow_rebase_merge", input.allowRebaseMerge().orElse(true))
                .put("allow_auto_merge", input.allowAutoMerge().orElse(false));
        input.description().ifPresent(text -> settings.put("description", text));
        input.homepage().ifPresent(text -> settings.put("homepage", text));
        input.hasProjects().ifPresent(on -> settings.put("has_projects", on));
        input.hasWiki().ifPresent(on -> settings.put("has_wiki", on));
        input.hasIssues().ifPresent(on -> settings.put("has_issues", on));
        return settings.build();
    }
}
