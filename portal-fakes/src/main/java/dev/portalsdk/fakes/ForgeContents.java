package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What is in a repository, as GitHub's API and raw service give it. */
final class ForgeContents {
    private final String base;
    private final int maxListed;

    /**
     * @param base the address of the API's root
     * @param maxListed entries of a tree, after which the list is truncated
     */
    ForgeContents(String base, int maxListed) {
        this.base = base;
        this.maxListed = maxListed;
    }

    private record Entry(String path, FileMode mode, ObjectId id, long size) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        boolean directory() {
            return mode.equals(FileMode.TREE);
        }
    }

    /** {@code GET /repos/o/r/contents/path?ref=}: a file as JSON with base64 or as its bytes, a directory as a list. */
    void contents(ForgeExchange exchange, ForgeRepository repository, String path) throws IOException {
        String ref = exchange.query("ref").orElse(Constants.HEAD);
        Optional<ObjectId> commit = repository.tip(ref);
        if (commit.isEmpty()) {
            exchange.fail(404, "No commit found for the ref " + ref);
            return;
        }
        Optional<Entry> entry = entry(repository, commit.get(), path);
        if (entry.isEmpty()) {
            exchange.fail(404, "Not Found");
        } else if (entry.get().directory()) {
            List<Value> listed = new ArrayList<>();
            for (Entry child : children(repository, commit.get(), path)) {
                listed.add(describe(repository, child, ref));
            }
            exchange.send(200, Value.Arr.of(listed));
        } else if (exchange.header("Accept")
                .filter(accept -> accept.contains("raw"))
                .isPresent()) {
            byte[] bytes = repository.git().open(entry.get().id()).getBytes();
            exchange.sendTagged(entry.get().id().name(), "application/vnd.github.raw+json; charset=utf-8", bytes);
        } else {
            byte[] bytes = repository.git().open(entry.get().id()).getBytes();
            Value.Obj described = describe(repository, entry.get(), ref)
                    .with("encoding", Value.Str.of("base64"))
                    .with(
                            "content",
                            Value.Str.of(
                                    Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(bytes)));
            sendJson(exchange, entry.get().id().name(), described);
        }
    }

    /** {@code GET /repos/o/r/git/trees/ref?recursive=1}. */
    void tree(ForgeExchange exchange, ForgeRepository repository, String ref) throws IOException {
        Optional<ObjectId> commit = repository.tip(ref);
        if (commit.isEmpty()) {
            exchange.fail(404, "Not Found");
            return;
        }
        boolean recursive = exchange.query("recursive").isPresent();
        List<Value> listed = new ArrayList<>();
        boolean truncated = false;
        String root = treeOf(repository, commit.get()).name();
        try (TreeWalk walk = new TreeWalk(repository.git())) {
            walk.addTree(ObjectId.fromString(root));
            while (walk.next()) {
                if (listed.size() == maxListed) {
                    truncated = true;
                    break;
                }
                listed.add(listed(repository, walk));
                if (recursive && walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
        }
        Value.Obj answer = Value.Obj.builder()
                .put("sha", root)
                .put("url", base + "/repos/" + repository.slug() + "/git/trees/" + root)
                .put("tree", Value.Arr.of(listed))
                .put("truncated", truncated)
                .build();
        sendJson(exchange, root, answer);
    }

    private static Value.Obj listed(ForgeRepository repository, TreeWalk walk) throws IOException {
        boolean directory = walk.getFileMode().equals(FileMode.TREE);
        boolean module = walk.getFileMode().equals(FileMode.GITLINK);
        Value.Obj.Builder entry = Value.Obj.builder()
                .put("path", walk.getPathString())
                .put("mode", String.format(Locale.ROOT, "%06o", walk.getRawMode(0)))
                .put("type", directory ? "tree" : module ? "commit" : "blob")
                .put("sha", walk.getObjectId(0).name());
        if (!directory && !module) {
            entry.put("size", repository.git().open(walk.getObjectId(0)).getSize());
        }
        return entry.build();
    }

    Value.Arr branches(ForgeRepository repository) throws IOException {
        List<Value> branches = new ArrayList<>();
        for (Ref ref : repository.git().getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
            branches.add(branch(repository, ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId()));
        }
        return Value.Arr.of(branches);
    }

    /** {@code GET /repos/o/r/branches/name}. */
    void branch(ForgeExchange exchange, ForgeRepository repository, String name) throws IOException {
        Ref ref = repository.git().exactRef(Constants.R_HEADS + name);
        if (ref == null) {
            exchange.fail(404, "Branch not found");
        } else {
            exchange.send(200, branch(repository, name, ref.getObjectId()));
        }
    }

    private Value.Obj branch(ForgeRepository repository, String name, ObjectId commit) {
        return Value.Obj.builder()
                .put("name", name)
                .put("commit", commitObject(repository, commit.name()))
                .put("protected", false)
                .build();
    }

    /** {@code GET /repos/o/r/commits/ref}; with {@code Accept: …sha} the bare id. */
    void commit(ForgeExchange exchange, ForgeRepository repository, String ref) throws IOException {
        Optional<String> commit = repository.commitOf(ref);
        if (commit.isEmpty() && repository.commitOf(Constants.HEAD).isEmpty()) {
            exchange.fail(409, "Git Repository is empty.");
        } else if (commit.isEmpty()) {
            exchange.fail(422, "No commit found for SHA: " + ref);
        } else if (exchange.header("Accept")
                .filter(accept -> accept.contains("sha"))
                .isPresent()) {
            byte[] sha = commit.get().getBytes(StandardCharsets.US_ASCII);
            exchange.sendTagged(commit.get(), "application/vnd.github.sha; charset=utf-8", sha);
        } else {
            exchange.send(200, commitObject(repository, commit.get()));
        }
    }

    private Value.Obj commitObject(ForgeRepository repository, String commit) {
        return Value.Obj.of("sha", commit, "url", base + "/repos/" + repository.slug() + "/commits/" + commit);
    }

    /** The raw service: {@code ref/path}, where the ref may hold slashes; the shortest that names a commit counts. */
    void raw(ForgeExchange exchange, ForgeRepository repository, List<String> refAndPath) throws IOException {
        for (int length = 1; length < refAndPath.size(); length++) {
            String ref = String.join("/", refAndPath.subList(0, length));
            Optional<ObjectId> commit = repository.tip(ref);
            if (commit.isPresent()) {
                String path = String.join("/", refAndPath.subList(length, refAndPath.size()));
                Optional<Entry> entry = entry(repository, commit.get(), path).filter(found -> !found.directory());
                if (entry.isPresent()) {
                    byte[] bytes = repository.git().open(entry.get().id()).getBytes();
                    exchange.sendTagged(entry.get().id().name(), "text/plain; charset=utf-8", bytes);
                    return;
                }
            }
        }
        exchange.send(404, "text/plain; charset=utf-8", "404: Not Found".getBytes(StandardCharsets.UTF_8));
    }

    /** The host that the tarball address redirects to. */
    void tarball(ForgeExchange exchange, ForgeRepository repository, String ref) throws IOException {
        Optional<String> commit = repository.commitOf(ref);
        if (commit.isEmpty()) {
            exchange.fail(404, "Not Found");
        } else {
            exchange.sendTagged(commit.get(), "application/x-gzip", TarballWriter.write(repository, commit.get()));
        }
    }

    private static void sendJson(ForgeExchange exchange, String etag, Value json) throws IOException {
        exchange.sendTagged(
                etag, "application/json; charset=utf-8", json.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Entry> entry(ForgeRepository repository, ObjectId commit, String path) throws IOException {
        RevTree root = treeOf(repository, commit);
        if (path.isEmpty()) {
            return Optional.of(new Entry("", FileMode.TREE, root, 0));
        }
        try (TreeWalk walk = TreeWalk.forPath(repository.git(), path, root)) {
            return walk == null ? Optional.empty() : Optional.of(entry(repository, walk));
        }
    }

    private static List<Entry> children(ForgeRepository repository, ObjectId commit, String path) throws IOException {
        List<Entry> children = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository.git())) {
            walk.addTree(entry(repository, commit, path).orElseThrow().id());
            while (walk.next()) {
                Entry child = entry(repository, walk);
                String full = path.isEmpty() ? child.path() : path + "/" + child.path();
                children.add(new Entry(full, child.mode(), child.id(), child.size()));
            }
        }
        return children;
    }

    private static Entry entry(ForgeRepository repository, TreeWalk walk) throws IOException {
        FileMode mode = walk.getFileMode();
        boolean sized = !mode.equals(FileMode.TREE) && !mode.equals(FileMode.GITLINK);
        ObjectId id = walk.getObjectId(0);
        return new Entry(
                walk.getPathString(),
                mode,
                id,
                sized ? repository.git().open(id).getSize() : 0);
    }

    private static RevTree treeOf(ForgeRepository repository, ObjectId commit) throws IOException {
        try (RevWalk revisions = new RevWalk(repository.git())) {
            return revisions.parseCommit(commit).getTree();
        }
    }

    private Value.Obj describe(ForgeRepository repository, Entry entry, String ref) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String url = base + "/repos/" + repository.slug() + "/contents/" + entry.path() + "?ref=" + ref;
        String view = entry.directory() ? "/tree/" : "/blob/";
        String html = repository.webUrl() + view + ref + "/" + entry.path();
        fields.put("type", entry.directory() ? "dir" : entry.mode().equals(FileMode.SYMLINK) ? "symlink" : "file");
        fields.put("name", entry.name());
        fields.put("path", entry.path());
        fields.put("sha", entry.id().name());
        fields.put("size", entry.size());
        fields.put("url", url);
        fields.put("html_url", html);
        fields.put(
                "git_url",
                base + "/repos/" + repository.slug() + "/git/blobs/"
                        + entry.id().name());
        fields.put("download_url", entry.directory() ? Value.Null.NULL : html);
        fields.put("_links", Map.of("self", url, "html", html));
        return (Value.Obj) Value.of(fields);
    }
}
