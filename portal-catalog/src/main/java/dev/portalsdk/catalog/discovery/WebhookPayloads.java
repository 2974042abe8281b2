package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the bodies of webhooks say (GitHub, "Webhook events and payloads"; GitLab, "Webhook events"). */
final class WebhookPayloads {
    private static final String BRANCH = "refs/heads/";

    /** GitHub tells no more commits of one push. */
    private static final int MOST_COMMITS = 2048;

    /** What a repository event can say that matters to a catalog; there are others, such as {@code edited} descriptions. */
    private static final Set<String> ACTIONS = Set.of(
            "created",
            "deleted",
            "archived",
            "unarchived",
            "edited",
            "publicized",
            "privatized",
            "transferred",
            "renamed");

    private WebhookPayloads() {}

    static List<ScmEvent> gitHub(String kind, Value.Obj payload) {
        Optional<String> url = text(payload, "/repository/html_url");
        if (url.isEmpty()) {
            return List.of();
        }
        if (kind.equals("push")) {
            return push(
                    payload,
                    url.get(),
                    payload.get("forced").filter(Value.Bool.TRUE::equals).isPresent());
        }
        Optional<String> action = payload.string("action").filter(ACTIONS::contains);
        if (!kind.equals("repository") || action.isEmpty()) {
            return List.of();
        }
        return List.of(before(payload, url.get())
                .<ScmEvent>map(before -> new ScmEvent.Moved(url.get(), before))
                .orElseGet(() -> new ScmEvent.Changed(url.get(), action.get())));
    }

    /** After a rename or a transfer, the address that it had. */
    private static Optional<String> before(Value.Obj payload, String url) {
        Optional<String> name = text(payload, "/changes/repository/name/from");
        Optional<String> owner = text(payload, "/changes/owner/from/organization/login")
                .or(() -> text(payload, "/changes/owner/from/user/login"));
        int nameStart = url.lastIndexOf('/') + 1;
        int ownerStart = url.lastIndexOf('/', nameStart - 2) + 1;
        return name.map(from -> url.substring(0, nameStart) + from)
                .or(() -> owner.map(from -> url.substring(0, ownerStart) + from + url.substring(nameStart - 1)));
    }

    /** @param instance the address of the server, as a header of newer ones says; system hooks name projects by their paths only */
    static List<ScmEvent> gitLab(Value.Obj payload, Optional<String> instance) {
        String kind = payload.string("object_kind")
                .or(() -> payload.string("event_name"))
                .orElse("");
        Optional<String> url = text(payload, "/project/web_url");
        if (kind.equals("push") && url.isPresent()) {
            return push(payload, url.get(), false);
        }
        Optional<String> path = payload.string("path_with_namespace");
        Optional<String> old = payload.string("old_path_with_namespace");
        Optional<String> base = instance.flatMap(server -> path.map(of -> server.replaceFirst("/+$", "") + "/" + of));
        if (base.isEmpty() || path.isEmpty()) {
            return List.of();
        }
        return switch (kind) {
            case "project_rename", "project_transfer" ->
                List.of(new ScmEvent.Moved(base.get(), base.get().replace(path.get(), old.orElse(path.get()))));
            case "project_create" -> List.of(new ScmEvent.Changed(base.get(), "created"));
            case "project_destroy" -> List.of(new ScmEvent.Changed(base.get(), ScmEvent.Changed.DELETED));
            case "project_update" -> List.of(new ScmEvent.Changed(base.get(), "edited"));
            default -> List.of();
        };
    }

    private static List<ScmEvent> push(Value.Obj payload, String url, boolean forced) {
        String ref = payload.string("ref").orElse("");
        if (!ref.startsWith(BRANCH)) {
            return List.of();
        }
        Set<String> added = new LinkedHashSet<>();
        Set<String> modified = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        List<Value> commits = payload.arr("commits").map(Value.Arr::values).orElse(List.of());
        for (Value commit : commits) {
            added.addAll(paths(commit, "/added"));
            modified.addAll(paths(commit, "/modified"));
            removed.addAll(paths(commit, "/removed"));
        }
        boolean all = payload.get("total_commits_count").orElse(Value.Null.NULL) instanceof Value.Num total
                ? total.longValue() == commits.size()
                : !forced && commits.size() < MOST_COMMITS;
        return List.of(new ScmEvent.Pushed(
                url,
                ref.substring(BRANCH.length()),
                new ArrayList<>(added),
                new ArrayList<>(modified),
                new ArrayList<>(removed),
                all));
    }

    private static List<String> paths(Value commit, String pointer) {
        return commit.at(pointer).flatMap(Value::asArr).map(Value.Arr::strings).orElse(List.of());
    }

    private static Optional<String> text(Value.Obj payload, String pointer) {
        return payload.at(pointer).flatMap(Value::asString);
    }
}
