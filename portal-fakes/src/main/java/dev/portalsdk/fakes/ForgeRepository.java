package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A repository of a {@link FakeForge}: a bare Git repository on disk, with what a test wants to do with it. Safe for use by
 * many threads.
 *
 * <p>Commits made here have fixed authors and times, so that the same contents give the same commit ids in every run.
 */
public final class ForgeRepository {
    /** The branch that commits made here are on, and the default one. */
    public static final String BRANCH = "main";

    private static final Instant FIRST_COMMIT = Instant.parse("2026-01-01T00:00:00Z");

    private volatile Settings settings;
    private final Repository git;
    private volatile String defaultBranch = BRANCH;
    private volatile List<String> topics = List.of();
    private volatile boolean archived;
    private volatile boolean fork;
    private final ForgeShelf shelf = new ForgeShelf();
    private Optional<ForgeSecrets> secrets = Optional.empty();
    private int commits;

    ForgeRepository(Settings settings, Path directory) throws IOException {
        this.settings = settings;
        this.git = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build();
        git.create(true);
        configure(git.getConfig());
        RefUpdate head = git.updateRef(Constants.HEAD);
        head.disableRefLog();
        head.link(Constants.R_HEADS + BRANCH);
    }

    /** @param hidden whether reading needs a token */
    record Settings(
            String owner, String name, String webBase, String cloneBase, boolean hidden, Optional<String> description) {
        String slug() {
            return owner + "/" + name;
        }
    }

    /** It is another's, or has another name, from now on. */
    void rename(String newOwner, String newName) {
        Settings now = settings;
        settings = new Settings(newOwner, newName, now.webBase(), now.cloneBase(), now.hidden(), now.description());
    }

    /** What the user's own configuration could say otherwise. */
    private static void configure(StoredConfig config) throws IOException {
        config.setBoolean("http", null, "receivepack", true);
        config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("receive", null, "autogc", false);
        config.setInt("gc", null, "auto", 0);
        config.setBoolean("core", null, "fsyncObjectFiles", false);
        config.save();
    }

    /** The user or organization that it belongs to. */
    public String owner() {
        return settings.owner();
    }

    /** Its name. */
    public String name() {
        return settings.name();
    }

    /** {@code owner/name}. */
    public String slug() {
        return settings.slug();
    }

    /** By which GitLab's API knows it; the same whatever its name becomes. */
    public long number() {
        return Long.parseLong(git.getDirectory().getName().replace(".git", ""));
    }

    /** Its address on the host that the forge plays, {@code https://github.com/acme/web}. */
    public String webUrl() {
        return settings.webBase() + "/" + slug();
    }

    /** The address of a file on the default branch, {@code https://github.com/acme/web/blob/main/docs/index.md}. */
    public String fileUrl(String path) {
        return webUrl() + "/blob/" + defaultBranch + "/" + path;
    }

    /** The address of a directory on the default branch, {@code https://github.com/acme/web/tree/main/docs}. */
    public String treeUrl(String path) {
        return webUrl() + "/tree/" + defaultBranch + (path.isEmpty() ? "" : "/" + path);
    }

    /** Where Git really finds it, over loopback. */
    public String cloneUrl() {
        return settings.cloneBase() + "/" + slug() + ".git";
    }

    /** Whether reading it needs a token. */
    public boolean isPrivate() {
        return settings.hidden();
    }

    /**
     * What was set through the API under a path below the repository, as the body of the request: {@code topics}, {@code
     * branches/main/protection}, {@code collaborators/alice} (a team too).
     */
    public Optional<Value> setting(String path) {
        return shelf.setting(path);
    }

    /** What was made through the API: {@code pulls}, {@code issues}, {@code hooks}, {@code runs}, {@code variables}; in order. */
    public List<Value.Obj> things(String collection) {
        return shelf.all(collection);
    }

    /**
     * A secret of the repository's workflows that was set through the API, in clear: the forge has the key it was encrypted for. Takes the artifact
     * {@code org.bouncycastle:bcprov-jdk18on}.
     *
     * @param name in upper case
     */
    public Optional<String> secret(String name) {
        return secrets().secret(name);
    }

    /** Made when they are first asked for, since the artifact may not be there. */
    synchronized ForgeSecrets secrets() {
        ForgeSecrets now = secrets.orElseGet(ForgeSecrets::withNewKey);
        secrets = Optional.of(now);
        return now;
    }

    ForgeShelf shelf() {
        return shelf;
    }

    Optional<String> description() {
        return settings.description();
    }

    /** The branch that is shown first, and that commits made here go to; {@link #BRANCH} unless it was renamed. */
    public String defaultBranch() {
        return defaultBranch;
    }

    /** Renames the default branch, which the old name then no longer finds. */
    public synchronized ForgeRepository renameDefaultBranch(String name) {
        try {
            Optional<ObjectId> tip = tip(defaultBranch);
            RefUpdate head = git.updateRef(Constants.HEAD);
            head.disableRefLog();
            head.link(Constants.R_HEADS + name);
            if (tip.isPresent()) {
                RefUpdate made = git.updateRef(Constants.R_HEADS + name);
                made.setNewObjectId(tip.get());
                made.update();
                RefUpdate old = git.updateRef(Constants.R_HEADS + defaultBranch);
                old.setForceUpdate(true);
                old.delete();
            }
            defaultBranch = name;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The topics that it is listed under, in place of those before. */
    public ForgeRepository topics(String... words) {
        topics = List.of(words);
        return this;
    }

    List<String> topics() {
        return topics;
    }

    /** Makes it read-only in the eyes of the API. */
    public ForgeRepository archive() {
        archived = true;
        return this;
    }

    boolean archived() {
        return archived;
    }

    /** Makes it a fork in the eyes of the API. */
    public ForgeRepository markAsFork() {
        fork = true;
        return this;
    }

    boolean fork() {
        return fork;
    }

    /** For what this class does not offer; belongs to the forge, do not close it. */
    public Repository git() {
        return git;
    }

    /** Commits texts over what is on the default branch. @return the commit's id */
    public String commit(Map<String, String> files) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return commit(tree -> contents.forEach(tree::put));
    }

    /** Commits the files below a directory, but for .git, over what is on the default branch. @return the commit's id */
    public String commit(Path directory) {
        return commit(tree -> {
            try (var files = Files.walk(directory)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !directory.relativize(file).startsWith(".git"))
                        .forEach(file -> tree.put(directory, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Commits the removal of files from the default branch. @return the commit's id */
    public String remove(String... paths) {
        return commit(tree -> List.of(paths).forEach(tree::remove));
    }

    private synchronized String commit(Consumer<ForgeTree> change) {
        try (ObjectInserter inserter = git.newObjectInserter()) {
            Optional<ObjectId> parent = tip(defaultBranch);
            ForgeTree tree = new ForgeTree(git, inserter);
            if (parent.isPresent()) {
                tree.load(parent.get());
            }
            change.accept(tree);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.write());
            parent.ifPresent(commit::setParentId);
            PersonIdent author = new PersonIdent(
                    "Fake Forge", "forge@example.invalid", FIRST_COMMIT.plusSeconds(commits++), ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage("Change " + commits);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = git.updateRef(Constants.R_HEADS + defaultBranch);
            update.setNewObjectId(id);
            update.setExpectedOldObjectId(parent.orElse(ObjectId.zeroId()));
            RefUpdate.Result result = update.update();
            if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
                throw new IllegalStateException("the commit was not taken: " + result);
            }
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commit that a branch, tag, {@code HEAD} or commit id names. */
    public Optional<String> commitOf(String ref) {
        return tip(ref).map(ObjectId::name);
    }

    /** The texts on the default branch by path; empty if there is no commit. */
    public Map<String, String> files() {
        return files(defaultBranch);
    }

    /** The texts on a branch, tag or commit by path; empty if there is none. */
    public Map<String, String> files(String ref) {
        Map<String, String> files = new TreeMap<>();
        walk(ref, (walk, bytes) -> files.put(walk.getPathString(), new String(bytes, StandardCharsets.UTF_8)));
        return files;
    }

    /** The text of a file on the default branch. */
    public Optional<String> file(String path) {
        return Optional.ofNullable(files().get(path));
    }

    Optional<ObjectId> tip(String ref) {
        try {
            ObjectId found = git.resolve(ref + "^{commit}");
            return Optional.ofNullable(found);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    interface FileVisitor {
        void visit(TreeWalk walk, byte[] bytes) throws IOException;
    }

    /** Visits every file of a commit, links included, in the order of their paths. */
    void walk(String ref, FileVisitor visitor) {
        Optional<ObjectId> tip = tip(ref);
        if (tip.isEmpty()) {
            return;
        }
        try (RevWalk revisions = new RevWalk(git);
                TreeWalk walk = new TreeWalk(git)) {
            walk.addTree(revisions.parseCommit(tip.get()).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                if (!walk.getFileMode().equals(FileMode.GITLINK)) {
                    visitor.visit(walk, git.open(walk.getObjectId(0)).getBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the use of the files. */
    void close() {
        git.close();
    }

    @Override
    public String toString() {
        return settings.webBase() + "/" + slug();
    }
}
