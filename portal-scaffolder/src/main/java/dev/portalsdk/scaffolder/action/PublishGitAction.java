package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.GitBranch;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code publish:git}: pushes the workspace as the first commit of a branch of any Git repository that is there already. Not Backstage's.
 *
 * <p>Only over HTTP, and only to hosts that are configured under {@code integrations}: a template must not be able to make this machine talk to
 * others. It cannot be undone: a branch that others may have seen does not go away.
 */
public final class PublishGitAction implements ScaffolderAction<PublishGitAction.Input, PublishGitAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "publish:git", Input.class, Output.class)
            .description("Pushes the workspace to a Git repository.")
            .supportsDryRun()
            .build();

    /**
     * Input of the action.
     *
     * @param remoteUrl {@code https://git.acme.io/team/web.git}, without credentials
     * @param defaultBranch the branch to push to; {@code main} unless set
     * @param sourcePath directory of the workspace to push; its root unless set
     * @param gitCommitMessage of the commit; {@code initial commit} unless set
     * @param gitAuthorName of the commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the commit; {@code scaffolder@backstage.io} unless set
     * @param username for the password; {@code x-access-token} unless set
     * @param token the password, instead of the integration's token
     */
    public record Input(
            String remoteUrl,
            Optional<String> defaultBranch,
            Optional<String> sourcePath,
            Optional<String> gitCommitMessage,
            Optional<String> gitAuthorName,
            Optional<String> gitAuthorEmail,
            Optional<String> username,
            Optional<String> token) {}

    /**
     * Output of the action.
     *
     * @param remoteUrl as given
     * @param commitHash of the commit
     */
    public record Output(String remoteUrl, String commitHash) {}

    private final Integrations integrations;

    /** With the hosts that may be pushed to, and their tokens. */
    public PublishGitAction(Integrations integrations) {
        this.integrations = integrations;
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        String branch = GitBranch.requireName(input.defaultBranch().orElse("main"));
        String remote = requireAllowed(input.remoteUrl());
        Path source = GitPush.source(input.sourcePath(), context);
        Secret token = token(input, remote);
        if (context.dryRun()) {
            context.log().info("Would push to " + branch + " of " + remote);
            return new Output(remote, "0".repeat(40));
        }
        GitPush push = GitPush.of(branch, input.gitCommitMessage(), input.gitAuthorName(), input.gitAuthorEmail());
        GitPush.Credentials credentials =
                new GitPush.Credentials(input.username().orElse("x-access-token"), token);
        return new Output(remote, push.push(source, remote, credentials, context));
    }

    private String requireAllowed(String remote) {
        Optional<WebUrl> url = WebUrl.parse(remote);
        if (url.isEmpty() || remote.contains("@")) {
            throw new ScaffolderException(
                    "remoteUrl must be an http or https URL without credentials, not \"" + remote + "\"");
        }
        if (integrationOf(remote).isEmpty()) {
            throw new ScaffolderException("The host " + url.get().hostAndPort()
                    + " is not configured under integrations, so nothing is pushed there");
        }
        return remote;
    }

    /** By its host, or by where Git finds its repositories. */
    private Optional<GitHubIntegration> integrationOf(String remote) {
        return integrations.all().stream()
                .filter(GitHubIntegration.class::isInstance)
                .map(GitHubIntegration.class::cast)
                .filter(integration ->
                        isBelow(remote, integration.cloneBaseUrl()) || isBelow(remote, "https://" + integration.host()))
                .findFirst();
    }

    private static boolean isBelow(String url, String base) {
        return url.startsWith(base + "/");
    }

    private Secret token(Input input, String remote) {
        return input.token()
                .map(Secret::of)
                .or(() -> integrationOf(remote).flatMap(GitHubIntegration::token))
                .orElseThrow(() -> new ScaffolderException("There is no token for " + remote
                        + "; configure one under integrations or give the input token"));
    }
}
