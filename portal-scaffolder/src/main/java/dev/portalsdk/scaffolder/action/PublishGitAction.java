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
import dev.portalsdk.scaffolder.action.internal.GitRemote;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code publish:git}: pushes the workspace as the first commit of a branch of any Git repository that is there already. Not Backstage's.
 *
 * <p>Only to hosts that are configured under {@code integrations}: a template must not be able to make this machine talk to others. Over HTTP, or
 * over SSH to a host that is configured with a key ({@code integrations.git}). It cannot be undone: a branch that others may have seen does not go
 * away.
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
     * @param remoteUrl {@code https://git.acme.io/team/web.git}, without credentials, or {@code ssh://git@git.acme.io/team/web.git}
     * @param defaultBranch the branch to push to; {@code main} unless set
     * @param sourcePath directory of the workspace to push; its root unless set
     * @param gitCommitMessage of the commit; {@code initial commit} unless set
     * @param gitAuthorName of the commit; {@code Scaffolder} unless set
     * @param gitAuthorEmail of the commit; {@code scaffolder@backstage.io} unless set
     * @param username for the password; the one that the integration says unless set; not used over SSH
     * @param token the password, instead of the integration's; not used over SSH
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
        Place place = place(input.remoteUrl());
        Path source = GitPush.source(input.sourcePath(), context);
        if (context.dryRun()) {
            context.log().info("Would push to " + branch + " of " + input.remoteUrl());
            return new Output(input.remoteUrl(), "0".repeat(40));
        }
        GitPush push = GitPush.of(branch, input.gitCommitMessage(), input.gitAuthorName(), input.gitAuthorEmail());
        return new Output(input.remoteUrl(), push.push(source, remote(input, place), context));
    }

    /**
     * A repository of a configured host.
     *
     * @param url how Git gets there
     */
    private record Place(String url, ScmAccess access) {
        boolean isSsh() {
            return url.startsWith("ssh:");
        }

        /** {@code team} of {@code https://git.acme.io/team/web.git}. */
        String owner() {
            List<String> path = WebUrl.parse(url).map(WebUrl::segments).orElse(List.of());
            return String.join("/", path.subList(0, Math.max(0, path.size() - 1)));
        }
    }

    /** Where a remote URL leads. @throws ScaffolderException if no host is configured that has this address */
    private Place place(String remote) {
        Optional<WebUrl> web = WebUrl.parse(remote).filter(plain -> !remote.contains("@"));
        if (web.isEmpty() && !remote.matches("ssh://[^@/:]+@[^@?#]+")) {
            throw new ScaffolderException("remoteUrl must be an http or https URL without credentials, or one of ssh,"
                    + " ssh://git@HOST/PATH, not \"" + remote + "\"");
        }
        return integrations.all().stream()
                .flatMap(integration ->
                        web
                                .map(url -> overHttp(integration, url))
                                .orElseGet(() -> overSsh(integration, remote))
                                .stream())
                .findFirst()
                .orElseThrow(() -> new ScaffolderException(
                        "The address " + remote + " is not configured under integrations, so nothing is pushed there"));
    }

    /** A web address names what is there; with a key, Git goes there over SSH. */
    private static Optional<Place> overHttp(ScmIntegration integration, WebUrl url) {
        ScmAccess access = integration.access();
        Optional<String> overSsh = access.ssh().isEmpty()
                ? Optional.empty()
                : integration.parse(url.toString()).map(integration::cloneUrl);
        return access.addresses().stream().anyMatch(address -> isAt(url, address))
                ? Optional.of(new Place(overSsh.orElse(url.toString()), access))
                : Optional.empty();
    }

    private static Optional<Place> overSsh(ScmIntegration integration, String remote) {
        ScmAccess access = integration.access();
        boolean known = access.ssh().isPresent()
                && !remote.contains("/..")
                && access.addresses().stream().anyMatch(address -> remote.startsWith(address + "/"));
        return known ? Optional.of(new Place(remote, access)) : Optional.empty();
    }

    private static boolean isAt(WebUrl url, String address) {
        return WebUrl.parse(address)
                .filter(url::sameOrigin)
                .filter(known -> Collections.indexOfSubList(url.segments(), known.segments()) == 0)
                .isPresent();
    }

    private GitRemote remote(Input input, Place place) throws IOException {
        ScmAccess access = place.access();
        return place.isSsh()
                ? GitRemote.ssh(place.url(), access.ssh().orElseThrow())
                : GitRemote.http(place.url(), input.username().orElse(access.gitUser()), token(input, place));
    }

    private Secret token(Input input, Place place) throws IOException {
        if (input.token().isPresent()) {
            return Secret.of(input.token().get());
        }
        return place.access()
                .credentials()
                .forOwner(place.owner(), ForgeApi.exchange(Forge.GITHUB, client))
                .orElseThrow(() -> new ScaffolderException("There is no token for " + input.remoteUrl()
                        + "; configure one under integrations or give the input token"));
    }
}
