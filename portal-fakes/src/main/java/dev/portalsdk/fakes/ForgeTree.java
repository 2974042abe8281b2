package dev.portalsdk.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of the next commit. */
final class ForgeTree {
    private final Repository git;
    private final ObjectInserter inserter;
    private final TreeMap<String, DirCacheEntry> entries = new TreeMap<>();

    ForgeTree(Repository git, ObjectInserter inserter) {
        this.git = git;
        this.inserter = inserter;
    }

    void load(ObjectId commit) throws IOException {
        try (RevWalk revisions = new RevWalk(git);
                TreeWalk walk = new TreeWalk(git)) {
            RevCommit parsed = revisions.parseCommit(commit);
            walk.addTree(parsed.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                add(walk.getPathString(), walk.getFileMode(), walk.getObjectId(0));
            }
        }
    }

    void put(String path, byte[] content) {
        put(path, content, FileMode.REGULAR_FILE);
    }

    void put(Path directory, Path file) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        try {
            put(
                    path,
                    Files.readAllBytes(file),
                    Files.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String path, byte[] content, FileMode mode) {
        try {
            add(path, mode, inserter.insert(Constants.OBJ_BLOB, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String path, FileMode mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(id);
        entries.put(path, entry);
    }

    void remove(String path) {
        if (entries.remove(path) == null) {
            throw new IllegalArgumentException("there is no file " + path + " on the branch");
        }
    }

    ObjectId write() throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        entries.values().forEach(builder::add);
        builder.finish();
        return index.writeTree(inserter);
    }
}
