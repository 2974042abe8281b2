package dev.portalsdk.scaffolder.action.internal;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/** Puts files of a workspace on a new branch of a repository, over what is on another one. To be closed. */
public final class GitBranch implements AutoCloseable {
    private final Path directory;
    private final Git git;
    private final GitRemote remote;

    /** What is done with files of the workspace. */
    public enum CommitAction {
        /** They are there afterwards as they are here. */
        AUTO,
        /** The same, but they must not be there before. */
        CREATE,
        /** The same, but they must be there before. */
        UPDATE,
        /** They are not there afterwards, but must be before. */
        DELETE,
        /** Nothing. */
        SKIP;

        private void check(String path, boolean there) {
            boolean wrong = this == CREATE ? there : this != AUTO && !there;
            if (wrong) {
                throw new ScaffolderException("Cannot " + name().toLowerCase(Locale.ROOT) + " the file " + path
                        + ": it is " + (there ? "there already" : "not there"));
            }
        }
    }

    /**
     * What to put there.
     *
     * @param source directory of the workspace whose files are put there, but for those that its {@code .gitignore} names
     * @param targetPath where in the repository; empty for its root
     * @param action what is done with them
     * @param deleted paths below {@code targetPath} that are taken away
     * @param message of the commit
     * @param author of the commit
     */
    public record Change(
            Path source,
            String targetPath,
            CommitAction action,
            List<String> deleted,
            String message,
            PersonIdent author) {
        /** Where a path below the target is in the repository. */
        public String path(String below) {
            return targetPath.isEmpty() ? below : targetPath + "/" + below;
        }
    }

    private GitBranch(Path directory, Git git, GitRemote remote) {
        this.directory = directory;
        this.git = git;
        this.remote = remote;
    }

    /** Of a remote, in a bare repository of its own. */
    public static GitBranch of(GitRemote remote) throws IOException {
        Path directory = Files.createTempDirectory("portal-branch-");
        try {
            Git git = Git.init().setBare(true).setDirectory(directory.toFile()).call();
            GitPush.settle(git.getRepository().getConfig());
            return new GitBranch(directory, git, remote);
        } catch (GitAPIException e) {
            Workspace.deleteTree(directory);
            throw new IOException("There is no place for a clone", e);
        }
    }

    /** The latest commit of a branch, with its files; empty if there is no such branch. */
    public Optional<RevCommit> fetch(String branch) throws IOException {
        String ref = Constants.R_HEADS + branch;
        try {
            boolean there = remote.reach(git.lsRemote().setRemote(remote.url()).setHeads(true)).call().stream()
                    .map(Ref::getName)
                    .anyMatch(ref::equals);
            if (!there) {
                return Optional.empty();
            }
            remote.reach(git.fetch()
                            .setRemote(remote.url())
                            .setRefSpecs(new RefSpec("+" + ref + ":" + ref))
                            .setDepth(1))
                    .call();
        } catch (GitAPIException e) {
            throw remote.failure("fetch from", e);
        }
        try (RevWalk revisions = new RevWalk(repository())) {
            return Optional.of(revisions.parseCommit(repository().resolve(ref)));
        }
    }

    private Repository repository() {
        return git.getRepository();
    }

    /** A commit, and whether anything is different in it. */
    public record Made(ObjectId commit, boolean changes) {}

    /** The commit that the change makes of another one. */
    public Made commit(RevCommit base, Change change) throws IOException {
        try (ObjectInserter inserter = repository().newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            builder.addTree(new byte[0], DirCacheEntry.STAGE_0, repository().newObjectReader(), base.getTree());
            builder.finish();
            DirCacheEditor editor = index.editor();
            if (change.action() != CommitAction.SKIP) {
                addFiles(editor, inserter, change, path -> index.findEntry(path) >= 0);
            }
            change.deleted().forEach(path -> editor.add(new DirCacheEditor.DeletePath(change.path(path))));
            editor.finish();
            ObjectId tree = index.writeTree(inserter);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            commit.setParentId(base);
            commit.setAuthor(change.author());
            commit.setCommitter(change.author());
            commit.setMessage(change.message());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return new Made(id, !tree.equals(base.getTree()));
        }
    }

    private void addFiles(DirCacheEditor editor, ObjectInserter inserter, Change change, Predicate<String> isThere)
            throws IOException {
        try (TreeWalk walk = new TreeWalk(repository())) {
            int tree = walk.addTree(new FileTreeIterator(
                    change.source().toFile(),
                    repository().getFS(),
                    repository().getConfig().get(WorkingTreeOptions.KEY)));
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(tree, WorkingTreeIterator.class);
                if (file.isEntryIgnored()) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                    continue;
                }
                String path = change.path(walk.getPathString());
                change.action().check(path, isThere.test(path));
                if (change.action() == CommitAction.DELETE) {
                    editor.add(new DirCacheEditor.DeletePath(path));
                    continue;
                }
                FileMode mode = walk.getFileMode(tree);
                ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content(file));
                editor.add(new DirCacheEditor.PathEdit(path) {
                    @Override
                    public void apply(DirCacheEntry entry) {
                        entry.setFileMode(mode);
                        entry.setObjectId(blob);
                    }
                });
            }
        }
    }

    private static byte[] content(WorkingTreeIterator file) throws IOException {
        try (var in = file.openEntryStream()) {
            return in.readAllBytes();
        }
    }

    /** The commit of an earlier attempt at the head of a branch, told by its time and message. */
    public Optional<String> pushed(String branch, Change change) throws IOException {
        return fetch(branch)
                .filter(commit -> commit.getFullMessage().equals(change.message())
                        && commit.getCommitTime()
                                == change.author().getWhenAsInstant().getEpochSecond())
                .map(RevCommit::getName);
    }

    /** Who commits, at a time that stays the same when the step is run again. */
    public static PersonIdent author(String name, String email, ActionContext context) throws Exception {
        String time = context.checkpoint(
                "commit-time", String.class, () -> Instant.now().toString());
        return new PersonIdent(name, email, Instant.parse(time), ZoneOffset.UTC);
    }

    /** A directory of a repository as inputs write it, without slashes around it. @throws ScaffolderException if it leads out of it */
    public static String targetPath(String written) {
        String path = written.replaceAll("^(\\./|/)+|/+$", "");
        if (path.equals(".") || ("/" + path + "/").contains("/../")) {
            throw new ScaffolderException("targetPath \"" + written + "\" must be a directory of the repository");
        }
        return path;
    }

    /**
     * Pushes a commit to a branch.
     *
     * @param replace whether what is there may be lost
     */
    public void push(ObjectId commit, String branch, boolean replace) throws IOException {
        remote.push(git, (replace ? "+" : "") + commit.name(), branch);
    }

    /** @throws ScaffolderException if it is no name of a branch */
    public static String requireName(String branch) {
        if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
            throw new ScaffolderException("\"" + branch + "\" cannot be the name of a branch");
        }
        return branch;
    }

    @Override
    public void close() throws IOException {
        git.close();
        Workspace.deleteTree(directory);
    }
}
