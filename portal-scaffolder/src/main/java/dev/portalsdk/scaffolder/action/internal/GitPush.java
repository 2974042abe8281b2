package dev.portalsdk.scaffolder.action.internal;

import dev.portalsdk.config.Secret;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * Pushes a directory as the first commit of a repository. Git's own files are kept outside of the directory, so that later steps do not meet
 * them; {@code .gitignore} is obeyed.
 *
 * <p>The time of the commit is kept, so that the same files give the same commit when the step is run again: pushing it a second time does nothing.
 *
 * @param branch to push to
 * @param message of the commit
 * @param authorName of the commit
 * @param authorEmail of the commit
 */
public record GitPush(String branch, String message, String authorName, String authorEmail) {
    private static final int TIMEOUT_SECONDS = 120;

    /** What the inputs of actions that push have in common. */
    public static GitPush of(
            String branch, Optional<String> message, Optional<String> authorName, Optional<String> authorEmail) {
        return new GitPush(
                branch,
                message.orElse("initial commit"),
                authorName.orElse("Scaffolder"),
                authorEmail.orElse("scaffolder@backstage.io"));
    }

    /** The directory to push. @throws ScaffolderException if it is none */
    public static Path source(Optional<String> sourcePath, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(sourcePath.orElse("./"));
        if (!Files.isDirectory(source)) {
            throw new ScaffolderException(
                    "sourcePath \"" + sourcePath.orElse("./") + "\" is no directory of the workspace");
        }
        return source;
    }

    /** Who pushes. */
    public record Credentials(String user, Secret password) {
        /** A token of GitHub's. */
        public static Credentials token(Secret token) {
            return new Credentials("x-access-token", token);
        }
    }

    /** @return the id of the commit */
    public String push(Path directory, String remoteUrl, Credentials credentials, ActionContext context)
            throws Exception {
        String time = context.checkpoint(
                "commit-time", String.class, () -> Instant.now().toString());
        context.log().info("Pushing to " + remoteUrl + ", branch " + branch);
        return context.effect(
                "push",
                String.class,
                Effect.repeatable(
                        "push to the branch " + branch + " of " + remoteUrl,
                        () -> pushNow(directory, remoteUrl, credentials, Instant.parse(time))));
    }

    private String pushNow(Path directory, String remoteUrl, Credentials credentials, Instant time) throws IOException {
        Path gitDirectory = Files.createTempDirectory("portal-push-");
        PersonIdent author = new PersonIdent(authorName, authorEmail, time, ZoneOffset.UTC);
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setGitDir(gitDirectory.toFile())
                .setInitialBranch(branch)
                .call()) {
            settle(git.getRepository().getConfig());
            git.add().addFilepattern(".").call();
            RevCommit commit = git.commit()
                    .setMessage(message)
                    .setAuthor(author)
                    .setCommitter(author)
                    .setSign(false)
                    .setNoVerify(true)
                    .call();
            push(git, remoteUrl, credentials);
            return commit.getName();
        } catch (GitAPIException e) {
            throw failure("push to", remoteUrl, e);
        } finally {
            Workspace.deleteTree(gitDirectory);
            Files.deleteIfExists(directory.resolve(".git"));
        }
    }

    /** Whether trying again may help: the remote could not be asked, and has not refused. */
    static IOException failure(String what, String remoteUrl, GitAPIException e) {
        String text = "Cannot " + what + " " + remoteUrl + ": " + e.getMessage();
        String message = String.valueOf(e.getMessage());
        boolean refused = !(e instanceof TransportException)
                || e.getCause() instanceof NoRemoteRepositoryException
                || message.contains("not authorized")
                || message.contains("not permitted")
                || message.contains("Authentication is required");
        if (refused) {
            throw new ScaffolderException(text, e);
        }
        return new IOException(text, e);
    }

    /** What the machine's and user's own configuration might say otherwise. */
    static void settle(StoredConfig config) throws IOException {
        // It would run in a thread of its own, in a directory that is soon deleted.
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOCRLF, false);
        config.setBoolean(ConfigConstants.CONFIG_COMMIT_SECTION, null, ConfigConstants.CONFIG_KEY_GPGSIGN, false);
        config.save();
    }

    private void push(Git git, String remoteUrl, Credentials credentials) throws GitAPIException {
        Iterable<PushResult> results = git.push()
                .setRemote(remoteUrl)
                .setRefSpecs(new RefSpec("refs/heads/" + branch + ":refs/heads/" + branch))
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider(
                        credentials.user(), credentials.password().reveal()))
                .setTimeout(TIMEOUT_SECONDS)
                .call();
        for (PushResult result : results) {
            for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                requireTaken(remoteUrl, branch, update);
            }
        }
    }

    static void requireTaken(String remoteUrl, String branch, RemoteRefUpdate update) {
        boolean taken = update.getStatus() == RemoteRefUpdate.Status.OK
                || update.getStatus() == RemoteRefUpdate.Status.UP_TO_DATE;
        if (!taken) {
            String reason = Optional.ofNullable(update.getMessage())
                    .map(text -> ", " + text)
                    .orElse("");
            throw new ScaffolderException("The remote " + remoteUrl + " did not take the branch " + branch + ": "
                    + update.getStatus() + reason);
        }
    }
}
