package dev.portalsdk.scaffolder.action.internal;

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
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;

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

    /** @return the id of the commit */
    public String push(Path directory, GitRemote remote, ActionContext context) throws Exception {
        String time = context.checkpoint(
                "commit-time", String.class, () -> Instant.now().toString());
        context.log().info("Pushing to " + remote.url() + ", branch " + branch);
        return context.effect(
                "push",
                String.class,
                Effect.repeatable(
                        "push to the branch " + branch + " of " + remote.url(),
                        () -> pushNow(directory, remote, Instant.parse(time))));
    }

    private String pushNow(Path directory, GitRemote remote, Instant time) throws IOException {
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
            remote.push(git, Constants.R_HEADS + branch, branch);
            return commit.getName();
        } catch (GitAPIException e) {
            throw remote.failure("commit for", e);
        } finally {
            Workspace.deleteTree(gitDirectory);
            Files.deleteIfExists(directory.resolve(".git"));
        }
    }

    /** What the machine's and user's own configuration might say otherwise. */
    static void settle(StoredConfig config) throws IOException {
        // It would run in a thread of its own, in a directory that is soon deleted.
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOCRLF, false);
        config.setBoolean(ConfigConstants.CONFIG_COMMIT_SECTION, null, ConfigConstants.CONFIG_KEY_GPGSIGN, false);
        // With a redirect the password would go elsewhere.
        config.setString("http", null, "followRedirects", "false");
        config.save();
    }
}
