package dev.portalsdk.catalog.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one revision, read from Git's objects; nothing is checked out. Links and submodules are left out. */
final class GitTree implements FileTree {
    private final Repository repository;
    private final ObjectId tree;

    private GitTree(Repository repository, ObjectId tree) {
        this.repository = repository;
        this.tree = tree;
    }

    /**
     * Opens a revision.
     *
     * @param directory of the repository, or one in its work tree: only what is below it counts
     * @param revision a branch, tag or commit, or what else Git takes for one
     * @throws IOException if there is no repository, or no such revision
     */
    static GitTree of(Path directory, String revision) throws IOException {
        GitDirectory git =
                GitDirectory.find(directory).orElseThrow(() -> new IOException(directory + " is in no Git repository"));
        Repository repository = git.open();
        try {
            return new GitTree(repository, tree(repository, revision, git.below()));
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static ObjectId tree(Repository repository, String revision, String below) throws IOException {
        ObjectId commit = resolve(repository, revision);
        try (RevWalk revisions = new RevWalk(repository)) {
            ObjectId root = revisions.parseCommit(commit).getTree();
            if (below.isEmpty()) {
                return root;
            }
            try (TreeWalk walk = TreeWalk.forPath(repository, below, root)) {
                return walk == null || !walk.isSubtree() ? emptyTree() : walk.getObjectId(0);
            }
        }
    }

    private static ObjectId resolve(Repository repository, String revision) throws IOException {
        try {
            ObjectId found = repository.resolve(revision + "^{commit}");
            if (found != null) {
                return found;
            }
        } catch (RevisionSyntaxException e) {
            throw new IOException("\"" + revision + "\" is no revision: " + e.getMessage(), e);
        }
        throw new IOException("There is no revision \"" + revision + "\" in " + repository.getDirectory()
                + "; fetch it first (a shallow clone has only the last one)");
    }

    /** As Git knows it. */
    private static ObjectId emptyTree() {
        return ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    }

    static boolean isFile(TreeWalk walk) {
        FileMode mode = walk.getFileMode();
        return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
    }

    @Override
    public List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        if (tree.equals(emptyTree())) {
            return paths;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (isFile(walk)) {
                    FileTree.count(paths);
                    paths.add(walk.getPathString());
                }
            }
        }
        return paths;
    }

    @Override
    public Optional<byte[]> read(String path, long maxBytes) throws IOException {
        if (path.isEmpty() || tree.equals(emptyTree())) {
            return Optional.empty();
        }
        try (ObjectReader objects = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(objects, path, tree)) {
            if (walk == null || !isFile(walk)) {
                return Optional.empty();
            }
            int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
            return Optional.of(objects.open(walk.getObjectId(0)).getCachedBytes(limit));
        } catch (LargeObjectException e) {
            throw new IOException(path + " is larger than " + maxBytes + " bytes", e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
