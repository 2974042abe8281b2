package dev.portalsdk.fakes;

import dev.portalsdk.fakes.ForgeState.Account;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;

/**
 * The part of GitLab's REST API (v4) with which projects and merge requests are made and read: paths, bodies and statuses as its documentation has them.
 *
 * <p>The repositories are those that the forge has under its other API too; groups are its organizations, and may be named {@code acme/backend}.
 */
final class ForgeGitLab {
    private static final Pattern BRANCH = Pattern.compile("repository/branches/(.+)");
    private static final Pattern VARIABLE = Pattern.compile("variables/([^/]+)");
    private static final Pattern MERGE_REQUEST = Pattern.compile("merge_requests/(\\d+)(/merge|/approval_rules)?");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");

    private final ForgeState state;
    private final ForgeGitLabReading reading;

    ForgeGitLab(ForgeState state) {
        this.state = state;
        this.reading = new ForgeGitLabReading(state);
    }

    /** Answers a request; {@code segments} are those below the API's root. */
    void answer(ForgeExchange exchange, List<String> segments) throws IOException {
        String first = segments.get(0);
        if (state.token().isPresent() && exchange.credentials().isEmpty()) {
            exchange.fail(401, "401 Unauthorized");
        } else if (reading.answers(exchange, segments)) {
            return;
        } else if (first.equals("user")) {
            exchange.send(200, user(state.self()));
        } else if (first.equals("users")) {
            String name = exchange.query("username").orElse("");
            exchange.send(
                    200,
                    Value.Arr.of(state.account(name).stream()
                            .filter(account -> !account.organization())
                            .map(ForgeGitLab::user)
                            .toList()));
        } else if (first.equals("namespaces") && segments.size() == 2) {
            namespace(exchange, segments.get(1));
        } else if (first.equals("projects")
                && segments.size() == 1
                && exchange.method().equals("POST")) {
            create(exchange, exchange.json().orElse(Value.Obj.empty()));
        } else if (first.equals("projects") && segments.size() > 1) {
            project(exchange, segments);
        } else {
            unknown(exchange);
        }
    }

    private static void unknown(ForgeExchange exchange) throws IOException {
        exchange.fail(404, "FakeForge does not play " + exchange.method() + " " + exchange.rawPath());
    }

    private static Value.Obj user(Account account) {
        return Value.Obj.builder()
                .put("id", account.id())
                .put("username", account.login())
                .put("name", account.login().toUpperCase(Locale.ROOT))
                .put("commit_email", account.login() + "@gitlab.invalid")
                .build();
    }

    private void namespace(ForgeExchange exchange, String path) throws IOException {
        Optional<Account> found = state.account(path);
        if (found.isEmpty()) {
            exchange.fail(404, "404 Namespace Not Found");
            return;
        }
        exchange.send(
                200,
                Value.Obj.of(
                        "id",
                        found.get().id(),
                        "full_path",
                        found.get().login(),
                        "kind",
                        found.get().organization() ? "group" : "user"));
    }

    private void create(ForgeExchange exchange, Value.Obj body) throws IOException {
        String path = body.string("path").orElse("");
        Optional<Account> owner = body.get("namespace_id")
                .flatMap(id -> state.account(((Value.Num) id).longValue()))
                .or(() -> Optional.of(state.self()));
        if (!PATH.matcher(path).matches()) {
            exchange.fail(400, "path is invalid");
            return;
        }
        boolean hidden = !body.string("visibility").orElse("private").equals("public");
        Optional<ForgeRepository> created = state.create(owner.get().login(), path, hidden, body.string("description"));
        if (created.isEmpty()) {
            exchange.send(
                    400,
                    Value.Obj.of(
                            "message",
                            Value.Obj.of(
                                    "name",
                                    List.of("has already been taken"),
                                    "path",
                                    List.of("has already been taken"))));
            return;
        }
        created.get().shelf().set("project", body);
        exchange.send(201, ForgeGitLabReading.project(created.get()));
    }

    private void project(ForgeExchange exchange, List<String> segments) throws IOException {
        Optional<ForgeRepository> found = reading.find(segments.get(1));
        if (found.isEmpty()) {
            exchange.fail(404, "404 Project Not Found");
        } else if (segments.size() > 2) {
            below(exchange, found.get(), String.join("/", segments.subList(2, segments.size())));
        } else if (exchange.method().equals("DELETE")) {
            state.delete(found.get());
            exchange.send(202, Value.Obj.of("message", "202 Accepted"));
        } else {
            exchange.send(200, ForgeGitLabReading.project(found.get()));
        }
    }

    private void below(ForgeExchange exchange, ForgeRepository repository, String path) throws IOException {
        Value.Obj body = exchange.json().orElse(Value.Obj.empty());
        String asked = exchange.method() + " " + path;
        Matcher branch = BRANCH.matcher(path);
        Matcher variable = VARIABLE.matcher(path);
        Matcher request = MERGE_REQUEST.matcher(path);
        if (asked.equals("POST repository/branches")) {
            createBranch(exchange, repository, body);
        } else if (branch.matches()) {
            branch(exchange, repository, branch.group(1));
        } else if (asked.equals("POST members")) {
            keep(exchange, repository, "members", "user_id", body, 409);
        } else if (asked.equals("POST protected_branches")) {
            keep(exchange, repository, "protected_branches", "name", body, 409);
        } else if (asked.equals("POST variables")) {
            keep(exchange, repository, "variables", "key", body, 400);
        } else if (variable.matches()) {
            Optional<Value.Obj> kept = repository.shelf().find("variables", "key", variable.group(1));
            exchange.send(kept.isPresent() ? 200 : 404, kept.orElse(Value.Obj.of("message", "404 Variable Not Found")));
        } else if (asked.equals("POST merge_requests")) {
            openRequest(exchange, repository, body);
        } else if (asked.equals("GET merge_requests")) {
            exchange.send(200, Value.Arr.of(requests(exchange, repository)));
        } else if (request.matches()) {
            request(exchange, repository, request, body);
        } else {
            unknown(exchange);
        }
    }

    private static void keep(
            ForgeExchange exchange,
            ForgeRepository repository,
            String collection,
            String identity,
            Value.Obj body,
            int statusIfThere)
            throws IOException {
        String value = body.get(identity).map(Object::toString).orElse("");
        if (repository.shelf().find(collection, identity, value).isPresent()) {
            exchange.send(
                    statusIfThere, Value.Obj.of("message", Value.Obj.of(identity, List.of("has already been taken"))));
        } else {
            repository.shelf().add(collection, body);
            exchange.send(201, body);
        }
    }

    private static void createBranch(ForgeExchange exchange, ForgeRepository repository, Value.Obj body)
            throws IOException {
        String name = body.string("branch").orElse("");
        Optional<ObjectId> from = repository.tip(body.string("ref").orElse(""));
        if (from.isEmpty() || repository.tip(Constants.R_HEADS + name).isPresent()) {
            exchange.fail(400, from.isEmpty() ? "Invalid reference name" : "Branch already exists");
            return;
        }
        RefUpdate update = repository.git().updateRef(Constants.R_HEADS + name);
        update.setNewObjectId(from.get());
        update.update();
        exchange.send(201, Value.Obj.of("name", name));
    }

    private static void branch(ForgeExchange exchange, ForgeRepository repository, String name) throws IOException {
        boolean there = repository.tip(Constants.R_HEADS + name).isPresent();
        if (!there) {
            exchange.fail(404, "404 Branch Not Found");
        } else if (exchange.method().equals("DELETE")) {
            RefUpdate update = repository.git().updateRef(Constants.R_HEADS + name);
            update.setForceUpdate(true);
            update.delete();
            exchange.sendNothing(204);
        } else {
            exchange.send(200, Value.Obj.of("name", name, "web_url", repository.webUrl() + "/-/tree/" + name));
        }
    }

    private static List<Value.Obj> requests(ForgeExchange exchange, ForgeRepository repository) {
        Optional<String> source = exchange.query("source_branch");
        Optional<String> wanted = exchange.query("state").filter(word -> !word.equals("all"));
        return repository.shelf().all("merge_requests").stream()
                .filter(one -> source.isEmpty() || one.string("source_branch").equals(source))
                .filter(one -> wanted.isEmpty() || one.string("state").equals(wanted))
                .toList();
    }

    private static void openRequest(ForgeExchange exchange, ForgeRepository repository, Value.Obj body)
            throws IOException {
        String source = body.string("source_branch").orElse("");
        boolean branches = repository.tip(Constants.R_HEADS + source).isPresent()
                && repository
                        .tip(Constants.R_HEADS + body.string("target_branch").orElse(""))
                        .isPresent();
        boolean open = repository.shelf().all("merge_requests").stream()
                .anyMatch(one -> one.string("source_branch").equals(Optional.of(source))
                        && one.string("state").equals(Optional.of("opened")));
        if (!branches || open) {
            exchange.send(
                    open ? 409 : 400,
                    Value.Obj.of(
                            "message",
                            List.of(
                                    open
                                            ? "Another open merge request already exists for this source branch"
                                            : "no branch")));
            return;
        }
        int number = repository.shelf().nextNumber();
        Value.Obj made = body.toBuilder()
                .put("iid", number)
                .put("state", "opened")
                .put("detailed_merge_status", "mergeable")
                .put("web_url", repository.webUrl() + "/-/merge_requests/" + number)
                .build();
        repository.shelf().add("merge_requests", made);
        exchange.send(201, made);
    }

    private void request(ForgeExchange exchange, ForgeRepository repository, Matcher path, Value.Obj body)
            throws IOException {
        Optional<Value.Obj> found = repository.shelf().find("merge_requests", "iid", path.group(1));
        String rest = Optional.ofNullable(path.group(2)).orElse("");
        if (found.isEmpty()) {
            exchange.fail(404, "404 Not found");
        } else if (rest.equals("/approval_rules")) {
            List<Value.Obj> members = repository.shelf().all("members").stream()
                    .map(member -> Value.Obj.of("id", member.get("user_id").orElse(Value.Null.NULL)))
                    .toList();
            exchange.send(200, Value.Arr.of(Value.Obj.of("eligible_approvers", members)));
        } else if (exchange.method().equals("GET")) {
            exchange.send(200, found.get());
        } else {
            Value.Obj.Builder changed = found.get().toBuilder();
            body.forEach(changed::put);
            body.string("state_event").filter("close"::equals).ifPresent(event -> changed.put("state", "closed"));
            Value.Obj now = changed.build();
            repository.shelf().replace("merge_requests", found.get(), now);
            exchange.send(200, now);
        }
    }
}
