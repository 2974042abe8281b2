package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
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
 * @param branch to push to
 * @param message of the commit
 * @param author of the commit
 */
record GitPush(String branch, String message, PersonIdent author) {
    private static final int TIMEOUT_SECONDS = 120;

    /** @return the id of the commit */
    String push(Path directory, String remoteUrl, Secret token) throws IOException {
        Path gitDirectory = Files.createTempDirectory("portal-push-");
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
            push(git, remoteUrl, token);
            return commit.getName();
        } catch (GitAPIException e) {
            throw new ScaffolderException("Cannot push to " + remoteUrl + ": " + e.getMessage(), e);
        } finally {
            Workspace.deleteTree(gitDirectory);
            Files.deleteIfExists(directory.resolve(".git"));
        }
    }

    /** What the machine's and user's own configuration might say otherwise. */
    private static void settle(StoredConfig config) throws IOException {
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOCRLF, false);
        config.setBoolean(ConfigConstants.CONFIG_COMMIT_SECTION, null, ConfigConstants.CONFIG_KEY_GPGSIGN, false);
        config.save();
    }

    private void push(Git git, String remoteUrl, Secret token) throws GitAPIException {
        Iterable<PushResult> results = git.push()
                .setRemote(remoteUrl)
                .setRefSpecs(new RefSpec("refs/heads/" + branch + ":refs/heads/" + branch))
                .setCredentialsProvider(new UsernamePasswordCredentialsProvider("x-access-token", token.reveal()))
                .setTimeout(TIMEOUT_SECONDS)
                .call();
        for (PushResult result : results) {
            for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                if (update.getStatus() != RemoteRefUpdate.Status.OK) {
                    String reason = Optional.ofNullable(update.getMessage())
                            .map(text -> ", " + text)
                            .orElse("");
                    throw new ScaffolderException("The remote " + remoteUrl + " did not take the branch " + branch
                            + ": " + update.getStatus() + reason);
                }
            }
        }
    }
}
