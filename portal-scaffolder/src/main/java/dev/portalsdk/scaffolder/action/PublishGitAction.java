package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmAccess;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Forge;
import dev.portalsdk.scaffolder.action.internal.GitBranch;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
            .example("Pushes the workspace to a repository that is there.", """
                    {"remoteUrl": "https://git.acme.io/team/web.git", "defaultBranch": "main"}
                    """)
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
     * @param username for the password; the one that the integration says unless set
     * @param token the password, instead of the integration's
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
    private final HttpClient client;

    /** With the hosts that may be pushed to and their credentials, and a client of its own. */
    public PublishGitAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public PublishGitAction(Integrations integrations, HttpClient client) {
        this.integrations = integrations;
        this.client = ForgeApi.requireNoRedirects(client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        String branch = GitBranch.requireName(input.defaultBranch().orElse("main"));
        String remote = input.remoteUrl();
        ScmAccess access = access(remote);
        Path source = GitPush.source(input.sourcePath(), context);
        if (context.dryRun()) {
            context.log().info("Would push to " + branch + " of " + remote);
            return new Output(remote, "0".repeat(40));
        }
        GitPush push = GitPush.of(branch, input.gitCommitMessage(), input.gitAuthorName(), input.gitAuthorEmail());
        GitPush.Credentials credentials =
                new GitPush.Credentials(input.username().orElse(access.gitUser()), token(input, access));
        return new Output(remote, push.push(source, remote, credentials, context));
    }

    /** How the host is reached, by any of the addresses that it has. @throws ScaffolderException if none is configured */
    private ScmAccess access(String remote) {
        WebUrl url = WebUrl.parse(remote)
                .filter(plain -> !remote.contains("@"))
                .orElseThrow(() -> new ScaffolderException(
                        "remoteUrl must be an http or https URL without credentials, not \"" + remote + "\""));
        return integrations.all().stream()
                .map(ScmIntegration::access)
                .filter(access -> access.addresses().stream().anyMatch(address -> isAt(url, address)))
                .findFirst()
                .orElseThrow(() -> new ScaffolderException("The host " + url.hostAndPort()
                        + " is not configured under integrations, so nothing is pushed there"));
    }

    private static boolean isAt(WebUrl url, String address) {
        return WebUrl.parse(address)
                .filter(url::sameOrigin)
                .filter(known -> Collections.indexOfSubList(url.segments(), known.segments()) == 0)
                .isPresent();
    }

    private Secret token(Input input, ScmAccess access) throws IOException {
        if (input.token().isPresent()) {
            return Secret.of(input.token().get());
        }
        List<String> path =
                WebUrl.parse(input.remoteUrl()).map(WebUrl::segments).orElse(List.of());
        String owner = String.join("/", path.subList(0, Math.max(0, path.size() - 1)));
        return access.credentials()
                .forOwner(owner, ForgeApi.exchange(Forge.GITHUB, client))
                .orElseThrow(() -> new ScaffolderException("There is no token for " + input.remoteUrl()
                        + "; configure one under integrations or give the input token"));
    }
}
