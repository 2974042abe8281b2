package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The part of GitLab's REST API (v4) with which projects are listed, by keyset, and their files, commits and archives are read. */
final class ForgeGitLabReading {
    private static final int PAGE = 20;
    private static final int MAX_PAGE = 100;

    private final ForgeState state;

    ForgeGitLabReading(ForgeState state) {
        this.state = state;
    }

    static Value.Obj project(ForgeRepository repository) throws IOException {
        Value.Obj.Builder project = Value.Obj.builder()
                .put("id", repository.number())
                .put("path", repository.name())
                .put("path_with_namespace", repository.slug())
                .put("web_url", repository.webUrl())
                .put("http_url_to_repo", repository.webUrl() + ".git")
                .put("visibility", repository.isPrivate() ? "private" : "public")
                .put("archived", repository.archived())
                .put("topics", Value.of(repository.topics()));
        Optional<ObjectId> tip = repository.tip(Constants.HEAD);
        project.put("default_branch", tip.isEmpty() ? Value.Null.NULL : Value.Str.of(repository.defaultBranch()));
        if (tip.isPresent()) {
            try (RevWalk revisions = new RevWalk(repository.git())) {
                project.put(
                        "last_activity_at",
                        revisions
                                .parseCommit(tip.get())
                                .getCommitterIdent()
                                .getWhenAsInstant()
                                .toString());
            }
        }
        if (repository.fork()) {
            project.put("forked_from_project", Value.Obj.of("id", 1));
        }
        return project.build();
    }

    /** Whether the request was one of these. */
    boolean answers(ForgeExchange exchange, List<String> segments) throws IOException {
        String first = segments.get(0);
        boolean ofGroup = first.equals("groups")
                && segments.size() == 3
                && segments.get(2).equals("projects");
        if (!exchange.method().equals("GET")) {
            return false;
        }
        if (ofGroup || (first.equals("projects") && segments.size() == 1)) {
            list(exchange, ofGroup ? segments.get(1) : "");
            return true;
        }
        boolean ofRepository = first.equals("projects")
                && segments.size() > 3
                && segments.get(2).equals("repository")
                && List.of("files", "commits", "archive.tar.gz").contains(segments.get(3));
        if (ofRepository) {
            Optional<ForgeRepository> found = find(segments.get(1));
            if (found.isEmpty()) {
                exchange.fail(404, "404 Project Not Found");
            } else {
                below(exchange, found.get(), segments.subList(3, segments.size()));
            }
        }
        return ofRepository;
    }

    /** By path or number. */
    Optional<ForgeRepository> find(String pathOrId) {
        return state.repositories().stream()
                .filter(repository -> repository.slug().equalsIgnoreCase(pathOrId)
                        || String.valueOf(repository.number()).equals(pathOrId))
                .findFirst();
    }

    /** Of a group with its subgroups, or of the server. The order is that of the paths; where a page ends its last path is the cursor. */
    private void list(ForgeExchange exchange, String group) throws IOException {
        if (!group.isEmpty() && state.account(group).isEmpty()) {
            exchange.fail(404, "404 Group Not Found");
            return;
        }
        int page = exchange.query("per_page")
                .map(Integer::parseInt)
                .map(size -> Math.min(size, MAX_PAGE))
                .orElse(PAGE);
        String after = exchange.query("cursor").orElse("");
        boolean active = exchange.query("archived").filter("false"::equals).isPresent();
        List<ForgeRepository> rest = state.repositories().stream()
                .filter(one -> group.isEmpty() || lower(one.slug()).startsWith(lower(group) + "/"))
                .filter(one -> !active || !one.archived())
                .filter(one -> lower(one.slug()).compareTo(after) > 0)
                .toList();
        List<ForgeRepository> shown = rest.subList(0, Math.min(page, rest.size()));
        if (shown.size() < rest.size()) {
            String query = exchange.rawQuery().replaceFirst("&cursor=[^&]*", "");
            exchange.set(
                    "Link",
                    "<http://" + exchange.header("Host").orElse("") + exchange.rawPath() + "?" + query + "&cursor="
                            + lower(shown.get(shown.size() - 1).slug()) + ">; rel=\"next\"");
        }
        List<Value> listed = new ArrayList<>();
        for (ForgeRepository one : shown) {
            listed.add(project(one));
        }
        exchange.send(200, Value.Arr.of(listed));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void below(ForgeExchange exchange, ForgeRepository repository, List<String> segments)
            throws IOException {
        String what = segments.get(0);
        String ref = what.equals("commits") && segments.size() == 2
                ? segments.get(1)
                : exchange.query(what.equals("files") ? "ref" : "sha").orElse(Constants.HEAD);
        Optional<ObjectId> commit = repository.tip(ref);
        if (commit.isEmpty()) {
            exchange.fail(404, "404 Commit Not Found");
        } else if (what.equals("files") && segments.size() == 3) {
            file(exchange, repository, commit.get(), segments.get(1));
        } else if (what.equals("commits")) {
            String id = commit.get().name();
            exchange.sendTagged(
                    id, "application/json", Value.Obj.of("id", id).toJson().getBytes(StandardCharsets.UTF_8));
        } else {
            exchange.send(
                    200,
                    "application/octet-stream",
                    TarballWriter.write(repository, commit.get().name()));
        }
    }

    private static void file(ForgeExchange exchange, ForgeRepository repository, ObjectId commit, String path)
            throws IOException {
        try (RevWalk revisions = new RevWalk(repository.git());
                TreeWalk walk = TreeWalk.forPath(
                        repository.git(), path, revisions.parseCommit(commit).getTree())) {
            if (walk == null || walk.isSubtree()) {
                exchange.fail(404, "404 File Not Found");
            } else {
                ObjectId blob = walk.getObjectId(0);
                exchange.sendTagged(
                        blob.name(), "text/plain", repository.git().open(blob).getBytes());
            }
        }
    }
}
